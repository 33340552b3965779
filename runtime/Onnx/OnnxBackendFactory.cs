using Microsoft.Extensions.Logging;
using Slipway.Runtime.Onnx.Inspection;
using Slipway.Runtime.Onnx.Providers;
using Slipway.Runtime.Onnx.Sessions;
using Slipway.Runtime.Serving;
using Slipway.Runtime.Serving.Store;

namespace Slipway.Runtime.Onnx;

/// <summary>Loads ONNX files: inspect → choose a provider → create the session → read the signature. Each step may refuse.</summary>
public sealed class OnnxBackendFactory(OnnxOptions onnx, TimeProvider clock, ILoggerFactory loggers) : IModelBackendFactory
{
    private readonly ILogger _logger = loggers.CreateLogger<OnnxBackendFactory>();

    /// <summary>The version of ONNX Runtime's library.</summary>
    public string OnnxRuntimeVersion => OnnxEnvironment.Get(_logger).GetVersionString();

    /// <summary>Begins to load ONNX Runtime's library on another thread. What goes wrong is told to who needs it first.</summary>
    public static void Prepare() => OnnxEnvironment.Prepare();

    /// <inheritdoc/>
    public async ValueTask<LoadResult> LoadAsync(StoredModel model, BackendOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await Task.Run(() => Load(model, options), cancellationToken);
    }

    private LoadResult Load(StoredModel model, BackendOptions backend)
    {
        ModelInspection inspection;
        try
        {
            inspection = ModelInspector.Inspect(model.ModelPath);
        }
        catch (InvalidDataException exception)
        {
            // What we cannot read ONNX Runtime shall not: nobody would know which files it opens.
            return LoadResult.Failed(StartFailureReason.ModelLoadFailed, $"Protobuf parsing failed: {exception.Message}");
        }

        if (model is { IsPinned: true, IsFolder: false } && !inspection.Summary.ExternalTensors.IsEmpty)
            return LoadResult.Failed(StartFailureReason.ModelRefused, "The model keeps weights in other files: name its folder, so that the digest covers them.");
        if (!inspection.Problems.IsEmpty)
            return LoadResult.Failed(StartFailureReason.ModelRefused, string.Join(' ', inspection.Problems.Take(3)));
        var environment = OnnxEnvironment.Get(_logger);
        var libraries = new AcceleratorLibraries(environment, onnx.ProviderDirectories);
        var choice = ProviderSelection.Choose(backend.ExecutionProviders, libraries, out var failure);
        return choice is null
            ? LoadResult.Failed(failure!.Reason, failure.Message)
            : new ModelLoading(model, backend, inspection.Summary, new SessionFactory(environment, libraries), onnx, clock, _logger).Run(choice);
    }
}
