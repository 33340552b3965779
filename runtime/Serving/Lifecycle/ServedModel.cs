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
    private volatile LoadedModel? _loaded;
    private bool _disposed;

    /// <summary>The name in <c>/v2/models/{name}</c>.</summary>
    public string Name => options.Name;

    /// <summary>The version in <c>/v2/models/{name}/versions/{version}</c>.</summary>
    public string Version => options.Version;

    /// <summary>Phase, times, progress and failure; may be read by any thread at any time.</summary>
    public LifecycleSnapshot Snapshot => _lifecycle.Snapshot;

    /// <summary>Whether traffic should be sent here: warm, and not draining.</summary>
    public bool IsReady => _lifecycle.Phase == ModelPhase.Ready;

    /// <summary>What is loaded: files, signature, provider, scheduler; null until warm.</summary>
    public LoadedModel? Loaded => _loaded;

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
        if (_lifecycle.Phase == ModelPhase.Ready) _lifecycle.Enter(ModelPhase.Draining);
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

        _lifecycle.Enter(ModelPhase.Loading);
        var load = await backends.LoadAsync(fetched.Model, options.Backend, cancellationToken);
        if (!load.Succeeded) return load.Failure;

        try
        {
            _lifecycle.Enter(ModelPhase.WarmingUp);
            if (await load.Backend.WarmUpAsync(cancellationToken) is { } failure)
            {
                await load.Backend.DisposeAsync();
                return failure;
            }
        }
        catch
        {
            await load.Backend.DisposeAsync();
            throw;
        }

        _loaded = new LoadedModel(fetched.Model, load.Backend, new UnbatchedScheduler(load.Backend, options.Scheduler, time));
        return null;
    }
}
