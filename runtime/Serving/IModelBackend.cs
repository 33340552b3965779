namespace Slipway.Runtime.Serving;

/// <summary>A loaded model. Safe for as many concurrent runs as <see cref="BackendOptions.ConcurrentRuns"/> said.</summary>
public interface IModelBackend : IAsyncDisposable
{
    /// <summary>What the model takes and gives.</summary>
    ModelSignature Signature { get; }

    /// <summary>What runs it.</summary>
    ProviderReport Provider { get; }

    /// <summary>Whether a made-up request was answered in <see cref="WarmUpAsync"/>; false: none fitted, and the model never ran. Default: true.</summary>
    bool WarmedUp => true;

    /// <summary>
    /// Runs the model. The request stays the caller's to dispose; the response becomes the caller's.
    /// A model that fails is a failure value; only cancellation and bugs throw. Returns a task at once: the calling thread is
    /// not held for the length of a run.
    /// </summary>
    /// <param name="request">Already checked against <see cref="Signature"/>.</param>
    /// <param name="cancellationToken">Terminates the run.</param>
    ValueTask<InferenceResult> RunAsync(InferenceRequest request, CancellationToken cancellationToken);

    /// <summary>Runs made-up requests so that the first real one is not slow.</summary>
    /// <returns>Null, or <see cref="StartFailureReason.WarmupFailed"/> with the model's own words.</returns>
    ValueTask<StartFailure?> WarmUpAsync(CancellationToken cancellationToken);
}
