namespace Slipway.Runtime.Serving.Scheduling;

/// <summary>Limits in front of a backend.</summary>
public sealed record SchedulerOptions
{
    /// <summary>How many runs there are at once, at least 1. Default: 1.</summary>
    public int ConcurrentRuns { get; init; } = 1;

    /// <summary>How many requests may wait, 0 for none; beyond, they are refused at once. Default: 256.</summary>
    public int MaxQueueLength { get; init; } = 256;

    /// <summary>How long a request may wait, unless its own deadline is earlier. Default: null, as long as it may take.</summary>
    public TimeSpan? QueueTimeout { get; init; }

    /// <summary>How long a request may wait and run together, unless its own deadline is earlier. Default: null, no limit.</summary>
    public TimeSpan? DefaultTimeout { get; init; }
}
