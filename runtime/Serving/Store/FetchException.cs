namespace Slipway.Runtime.Serving.Store;

/// <summary>Carries a reason out of a fetch; <see cref="ModelFetcher"/> retries it or makes it a value.</summary>
internal sealed class FetchException(StartFailureReason reason, string message, bool isTransient = false, Exception? inner = null)
    : Exception(message, inner)
{
    public StartFailure Failure { get; } = new(reason, message);

    /// <summary>Whether trying again soon may help.</summary>
    public bool IsTransient { get; } = isTransient;

    /// <summary>How long the other side asked to be left alone; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
