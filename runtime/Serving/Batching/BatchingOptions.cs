using System.Collections.Immutable;

namespace Slipway.Runtime.Serving.Batching;

/// <summary>How requests are put together into one run.</summary>
public sealed record BatchingOptions
{
    /// <summary>
    /// The most rows of one run. Null, the default: chosen from what is measured at warm-up. 1: each request runs by itself, however many
    /// rows it has. More: a model that cannot be batched is refused, and so is a request with more rows.
    /// </summary>
    public int? MaxBatchSize { get; init; }

    /// <summary>How long a request may wait for others while a run could start. Default: zero; what waits anyway runs together.</summary>
    public TimeSpan MaxQueueDelay { get; init; }

    /// <summary>Axes of tensors that keep their rows elsewhere than in the first dimension. Default: none.</summary>
    public ImmutableArray<BatchAxis> Axes { get; init; } = [];
}
