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

    /// <summary>Null when this is the model that a path names, else the error to answer.</summary>
    public ProtocolError? Mismatch(V2Route route)
    {
        if (route.Model != model.Name)
            return ProtocolError.UnknownModel(route.Model!);
        return route.Version is null || route.Version == model.Version
            ? null
            : new ProtocolError(ProtocolErrorKind.NotFound, $"Request for unknown model: '{model.Name}' version {route.Version} is not found");
    }

    /// <summary>What to answer while there is no metadata.</summary>
    public ProtocolError NotReady() => new(
        ProtocolErrorKind.Unavailable,
        model.Snapshot.Failure is { } failure
            ? $"Model '{model.Name}' failed to load: {failure.Message}"
            : $"Model '{model.Name}' is not ready: {model.Snapshot.Phase}");

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
