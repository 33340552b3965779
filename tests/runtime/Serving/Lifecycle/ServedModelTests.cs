using Slipway.Runtime.Serving.Lifecycle;
using Slipway.Runtime.Serving.Scheduling;
using Slipway.Runtime.Serving.Store;
using Slipway.Runtime.Serving.Tests.Support;

namespace Slipway.Runtime.Serving.Tests.Lifecycle;

public sealed class ServedModelTests : IModelFetcher, IModelBackendFactory, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly StoredModel Files = new() { ModelPath = "/m/model.onnx", RootPath = "/m", Digest = "sha256:00", SizeBytes = 1 };

    private readonly ManualTime _time = new();
    private FetchResult _fetch = FetchResult.From(Files);
    private LoadResult? _load;
    private FakeBackend _backend = new();

    [Fact]
    public async Task Is_ready_only_when_warm()
    {
        await using var model = Model();
        model.IsReady.ShouldBeFalse();
        (await model.InferAsync(Request(), CancellationToken.None)).Failure!.Kind.ShouldBe(FailureKind.Unavailable);
        (await model.StartAsync(CancellationToken.None)).ShouldBeNull();
        model.IsReady.ShouldBeTrue();
        model.Loaded!.Files.ShouldBe(Files);
        model.Snapshot.Phases.Select(phase => phase.Phase)
            .ShouldBe([ModelPhase.Downloading, ModelPhase.Loading, ModelPhase.WarmingUp, ModelPhase.Ready]);
    }

    [Theory]
    [InlineData(StartFailureReason.ModelNotFound)]
    [InlineData(StartFailureReason.ProviderUnavailable)]
    [InlineData(StartFailureReason.WarmupFailed)]
    public async Task Fails_with_the_reason_of_the_step_that_failed(StartFailureReason reason)
    {
        var failure = new StartFailure(reason, "because");
        if (reason == StartFailureReason.ModelNotFound) _fetch = FetchResult.Failed(failure);
        if (reason == StartFailureReason.ProviderUnavailable) _load = LoadResult.Failed(failure.Reason, failure.Message);
        if (reason == StartFailureReason.WarmupFailed) _backend = new FakeBackend { WarmUpFailure = failure };
        await using var model = Model();
        (await model.StartAsync(CancellationToken.None)).ShouldBe(failure);
        model.Snapshot.Phase.ShouldBe(ModelPhase.Failed);
        model.Snapshot.Failure.ShouldBe(failure);
        model.Loaded.ShouldBeNull();
        _backend.IsDisposed.ShouldBe(reason == StartFailureReason.WarmupFailed);
    }

    [Fact]
    public async Task Unloads_a_model_whose_warm_up_throws()
    {
        _load = LoadResult.From(new ThrowingBackend());
        await using var model = Model();
        await Should.ThrowAsync<InvalidOperationException>(model.StartAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Serves_while_draining_and_waits_for_what_is_in_flight()
    {
        var model = Model();
        await model.StartAsync(CancellationToken.None);
        model.BeginDrain();
        model.IsReady.ShouldBeFalse();
        var answer = model.InferAsync(Request(), CancellationToken.None).AsTask();
        var drained = model.DrainAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        drained.IsCompleted.ShouldBeFalse();
        await StartedAsync();
        _backend.Finish();
        (await answer.WaitAsync(Patience)).Succeeded.ShouldBeTrue();
        (await drained.WaitAsync(Patience)).ShouldBeTrue();
        await model.DisposeAsync();
        _backend.IsDisposed.ShouldBeTrue();
        model.Snapshot.Phase.ShouldBe(ModelPhase.Draining);
    }

    [Fact]
    public async Task Gives_up_draining_after_its_timeout()
    {
        var model = Model();
        await model.StartAsync(CancellationToken.None);
        var answer = model.InferAsync(Request(), CancellationToken.None).AsTask();
        await StartedAsync();
        var drained = model.DrainAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(30));
        (await drained.WaitAsync(Patience)).ShouldBeFalse();
        await model.DisposeAsync().AsTask().WaitAsync(Patience);
        (await answer.WaitAsync(Patience)).Failure.ShouldBe(Failure.Stopping);
    }

    public Task<FetchResult> FetchAsync(FetchRequest request, IFetchObserver? observer, CancellationToken cancellationToken) => Task.FromResult(_fetch);

    public ValueTask<LoadResult> LoadAsync(StoredModel model, BackendOptions options, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_load ?? LoadResult.From(_backend));

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    private async Task StartedAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (_backend.Started == 0) await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, patience.Token);
    }

    private static InferenceRequest Request() => new() { Inputs = [] };

    private ServedModel Model() => new(
        new ServedModelOptions
        {
            Name = "m",
            Version = "1",
            Source = new FetchRequest { Uri = "file:///m/model.onnx" },
            Scheduler = new SchedulerOptions(),
        },
        this,
        this,
        _time);
}
