using Slipway.Runtime.Serving;
using Slipway.Runtime.Serving.Batching;
using Slipway.Runtime.Serving.Lifecycle;
using Slipway.Runtime.Serving.Store;

namespace Slipway.Runtime.Server.Tests.Harness;

/// <summary>A model without inputs and outputs that loads, warms up, and throws at every run.</summary>
internal sealed class BuggyModel : IModelFetcher, IModelBackendFactory, IModelBackend
{
    public ModelSignature Signature { get; } = new([], []);

    public ProviderReport Provider { get; } = new(["CPU"], "CPU", null);

    public static async Task<ServedModel> StartAsync()
    {
        var parts = new BuggyModel();
        var options = new ServedModelOptions { Name = "buggy", Version = "1", Source = new FetchRequest { Uri = "file:///buggy.onnx" } };
        var model = new ServedModel(options, parts, parts, TimeProvider.System);
        (await model.StartAsync(CancellationToken.None)).ShouldBeNull();
        return model;
    }

    public Task<FetchResult> FetchAsync(FetchRequest request, IFetchObserver? observer, CancellationToken cancellationToken) =>
        Task.FromResult(FetchResult.From(new StoredModel { ModelPath = "/buggy.onnx", RootPath = "/", Digest = "sha256:0", SizeBytes = 0 }));

    public ValueTask<LoadResult> LoadAsync(StoredModel model, BackendOptions options, CancellationToken cancellationToken) =>
        ValueTask.FromResult(LoadResult.From(this));

    public ValueTask<InferenceResult> RunAsync(InferenceRequest request, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("a bug with a secret in its text");

    public ValueTask<StartFailure?> WarmUpAsync(BatchLayout? layout, CancellationToken cancellationToken) => ValueTask.FromResult<StartFailure?>(null);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
