using System.Collections.Immutable;
using Slipway.Runtime.Protocol;
using Slipway.Runtime.Serving;
using Slipway.Runtime.Serving.Lifecycle;

namespace Slipway.Runtime.Server.Http;

/// <summary>A served model in the protocol's words. What follows from the loaded model is made once.</summary>
internal sealed class ServedModelView(ServedModel model)
{
    private volatile Facts? _facts;

    /// <summary>The model.</summary>
    public ServedModel Model => model;

    /// <summary>Its metadata; null until it is loaded.</summary>
    public ModelMetadata? Metadata => Known()?.Metadata;

    /// <summary>The label of each class; empty when the model has none.</summary>
    public ImmutableArray<string> Labels => Known()?.Labels ?? [];

    /// <summary>Null when this is the model that a request names, else the error to answer.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The version; null or empty: any.</param>
    public ProtocolError? Mismatch(string name, string? version)
    {
        if (name != model.Name)
            return ProtocolError.UnknownModel(name);
        return string.IsNullOrEmpty(version) || version == model.Version
            ? null
            : new ProtocolError(ProtocolErrorKind.NotFound, $"Request for unknown model: '{model.Name}' version {version} is not found");
    }

    /// <summary>The model as an element of the repository's index.</summary>
    public RepositoryIndexEntry IndexEntry()
    {
        var snapshot = model.Snapshot;
        var state = snapshot.Phase switch
        {
            ModelPhase.Ready => "READY",
            ModelPhase.Draining => "UNLOADING",
            ModelPhase.Failed => "UNAVAILABLE",
            _ => "LOADING",
        };
        return new RepositoryIndexEntry(model.Name, model.Version, state, snapshot.Failure?.Message ?? string.Empty);
    }

    /// <summary>What to answer while there is no metadata.</summary>
    public ProtocolError NotReady()
    {
        var snapshot = model.Snapshot;
        return new ProtocolError(
            ProtocolErrorKind.Unavailable,
            snapshot.Failure is { } failure
                ? $"Model '{model.Name}' failed to load: {failure.Message}"
                : $"Model '{model.Name}' is not ready: {snapshot.Phase}");
    }

    private Facts? Known() => _facts ?? (model.Loaded is { } loaded ? _facts = Describe(loaded) : null);

    private Facts Describe(LoadedModel loaded) => new(
        new ModelMetadata(
            model.Name,
            [model.Version],
            ModelMetadata.OnnxPlatform,
            [.. loaded.Backend.Signature.Inputs.Select(Describe)],
            [.. loaded.Backend.Signature.Outputs.Select(Describe)]),
        loaded.Files.LabelsPath is { } labels ? [.. File.ReadLines(labels)] : []);

    private static TensorMetadata Describe(TensorSpec tensor) => new(tensor.Name, (WireDatatype)tensor.Datatype, tensor.Shape);

    private sealed record Facts(ModelMetadata Metadata, ImmutableArray<string> Labels);
}
