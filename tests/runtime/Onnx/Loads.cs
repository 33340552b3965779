using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Runtime.Serving;
using Slipway.Runtime.Serving.Store;

namespace Slipway.Runtime.Onnx.Tests;

/// <summary>Loading a file as the server does.</summary>
internal static class Loads
{
    public static OnnxOptions Options { get; } = new() { ProviderDirectories = [] };

    public static async Task<LoadResult> TryAsync(string path, OnnxOptions? onnx = null, BackendOptions? options = null, Func<StoredModel, StoredModel>? adjust = null)
    {
        var factory = new OnnxBackendFactory(onnx ?? Options, TimeProvider.System, NullLoggerFactory.Instance);
        var model = new StoredModel
        {
            ModelPath = path,
            RootPath = Path.GetDirectoryName(path)!,
            Digest = "sha256:" + new string('0', 64),
            SizeBytes = new FileInfo(path).Length,
        };
        return await factory.LoadAsync(adjust?.Invoke(model) ?? model, options ?? new BackendOptions(), CancellationToken.None);
    }

    public static async Task<IModelBackend> OkAsync(string path, BackendOptions? options = null)
    {
        var result = await TryAsync(path, options: options);
        result.Failure.ShouldBeNull();
        return result.Backend!;
    }

    public static async Task<StartFailure> FailureAsync(string path, OnnxOptions? onnx = null, BackendOptions? options = null)
    {
        var result = await TryAsync(path, onnx, options);
        result.Backend.ShouldBeNull();
        return result.Failure!;
    }
}
