using Slipway.Runtime.Serving.Batching;

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

    /// <summary>Everything beside the model itself that decides how fast it runs, as text to be compared. Default: the provider.</summary>
    string SetUp => Provider.Active;

    /// <summary>
    /// Runs the model. The request stays the caller's to dispose; the response becomes the caller's.
    /// A model that fails is a failure value; only cancellation and bugs throw. May run on the calling thread: the caller
    /// gives it one.
    /// </summary>
    /// <param name="request">Already checked against <see cref="Signature"/>.</param>
    /// <param name="cancellationToken">Terminates the run.</param>
    ValueTask<InferenceResult> RunAsync(InferenceRequest request, CancellationToken cancellationToken);

    /// <summary>Runs made-up requests so that the first real one is not slow.</summary>
    /// <param name="layout">Where rows are, where that is known: they are the dimensions that may be 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null, or <see cref="StartFailureReason.WarmupFailed"/> with the model's own words.</returns>
    ValueTask<StartFailure?> WarmUpAsync(BatchLayout? layout, CancellationToken cancellationToken);

    /// <summary>A made-up request of one row that the model answers, to be disposed; null: none is known, which is the default.</summary>
    /// <param name="layout">As for the warm-up, which must have been.</param>
    /// <param name="seed">Other numbers for another seed, where the inputs are floats.</param>
    InferenceRequest? CreateSample(BatchLayout? layout, int seed) => null;
}
