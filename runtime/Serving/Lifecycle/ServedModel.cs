using Slipway.Runtime.Serving.Batching;
using Slipway.Runtime.Serving.Scheduling;
using Slipway.Runtime.Serving.Store;

namespace Slipway.Runtime.Serving.Lifecycle;

/// <summary>One model from its source to its last answer. See the state diagram in README.md.</summary>
public sealed class ServedModel(
    ServedModelOptions options,
    IModelFetcher fetcher,
    IModelBackendFactory backends,
    TimeProvider time) : IAsyncDisposable
{
    private readonly ModelLifecycle _lifecycle = new(time);
    private volatile StoredModel? _files;
    private volatile LoadedModel? _loaded;
    private bool _disposed;

    /// <summary>The name in <c>/v2/models/{name}</c>.</summary>
    public string Name => options.Name;

    /// <summary>The version in <c>/v2/models/{name}/versions/{version}</c>.</summary>
    public string Version => options.Version;

    /// <summary>Phase, times, progress and failure; may be read by any thread at any time.</summary>
    public LifecycleSnapshot Snapshot => _lifecycle.Snapshot;

    /// <summary>The phase now; what every request may ask, where a snapshot is too dear.</summary>
    public ModelPhase Phase => _lifecycle.Phase;

    /// <summary>Whether traffic should be sent here: warm, and not draining.</summary>
    public bool IsReady => Phase == ModelPhase.Ready;

    /// <summary>The model's files; null until they lie complete and verified.</summary>
    public StoredModel? Files => _files;

    /// <summary>What is loaded: files, signature, provider, scheduler; null until warm.</summary>
    public LoadedModel? Loaded => _loaded;

    /// <summary>Told of every run; to be set before the start. Default: nobody.</summary>
    public IRunObserver? Observer { get; set; }

    /// <summary>Fetches, verifies, loads and warms the model. To be called once.</summary>
    /// <returns>Null when ready, else why not; the same failure is in <see cref="Snapshot"/>.</returns>
    public async Task<StartFailure?> StartAsync(CancellationToken cancellationToken)
    {
        var failure = await BringUpAsync(cancellationToken);
        if (failure is null) _lifecycle.Enter(ModelPhase.Ready);
        else _lifecycle.Fail(failure);
        return failure;
    }

    /// <summary>Runs a request; see <see cref="IRequestScheduler.SubmitAsync"/> for ownership and errors.</summary>
    public ValueTask<InferenceResult> InferAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        if (_loaded is { } loaded) return loaded.Scheduler.SubmitAsync(request, cancellationToken);
        request.Dispose();
        return ValueTask.FromResult(InferenceResult.Failed(FailureKind.Unavailable, $"Model '{Name}' is not ready"));
    }

    /// <summary>Becomes unready but goes on serving, so that load balancers can look away first.</summary>
    public void BeginDrain()
    {
        if (IsReady) _lifecycle.Enter(ModelPhase.Draining);
    }

    /// <summary>Waits for the requests in flight.</summary>
    /// <param name="timeout">For how long at most.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether all of them were answered.</returns>
    public async Task<bool> DrainAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        BeginDrain();
        if (_loaded is not { } loaded) return true;
        try
        {
            await loaded.Scheduler.WhenIdleAsync(cancellationToken).WaitAsync(timeout, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Terminates what still runs and unloads the model.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        if (_loaded is not { } loaded) return;
        await loaded.Scheduler.DisposeAsync();
        await loaded.Backend.DisposeAsync();
    }

    private async Task<StartFailure?> BringUpAsync(CancellationToken cancellationToken)
    {
        var fetched = await fetcher.FetchAsync(options.Source, _lifecycle, cancellationToken);
        if (!fetched.Succeeded) return fetched.Failure;

        _files = fetched.Model;
        _lifecycle.Enter(ModelPhase.Loading);
        var load = await backends.LoadAsync(fetched.Model, options.Backend, cancellationToken);
        if (!load.Succeeded) return load.Failure;

        try
        {
            return await WarmUpAsync(fetched.Model, load.Backend, cancellationToken);
        }
        catch
        {
            await load.Backend.DisposeAsync();
            throw;
        }
    }

    private BatchPlanner Planner(IModelBackend backend, string digest) => new(
        backend, options.Batching, options.Scheduler.ConcurrentRuns, digest, new CapacityCache(options.Backend.CacheDirectory, options.Logger));

    private async Task<StartFailure?> WarmUpAsync(StoredModel files, IModelBackend backend, CancellationToken cancellationToken)
    {
        _lifecycle.Enter(ModelPhase.WarmingUp);
        var layout = LayoutRule.Decide(backend.Signature, options.Batching.Axes);
        var failure = BatchPlanner.Refusal(options.Batching, layout) ?? await backend.WarmUpAsync(layout.Layout, cancellationToken);
        var plan = BatchPlan.Unbatched;
        if (failure is null)
            (plan, failure) = await Planner(backend, files.Digest).PlanAsync(layout, cancellationToken);
        if (failure is not null)
        {
            await backend.DisposeAsync();
            return failure;
        }

        _loaded = new LoadedModel(files, backend, plan, new BatchingScheduler(backend, plan, options.Scheduler, time, Observer));
        return null;
    }
}
