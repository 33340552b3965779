namespace Slipway.Api.Demand;

/// <summary>
/// One version as a gateway sees it. Each request counts once, however often it was tried; probes, scrapes and shadow copies do
/// not count. Counters run from the gateway's start.
/// </summary>
public sealed record VersionDemand
{
    public required string Revision { get; init; }

    /// <summary>Counter: requests for this version, also those still waiting.</summary>
    public long Arrivals { get; init; }

    /// <summary>Counter: requests answered by a replica with anything but a failure of its own.</summary>
    public long Completions { get; init; }

    /// <summary>Counter: requests that failed by the version's fault: 5xx, broken connections, timeouts of a run.</summary>
    public long Failures { get; init; }

    /// <summary>Counter: requests that never reached a replica: queue full, deadline passed while waiting.</summary>
    public long Rejections { get; init; }

    /// <summary>Counter: requests whose client left before the answer, or that went to another version with the traffic while they waited.</summary>
    public long Cancellations { get; init; }

    /// <summary>Counter: seconds that requests spent at replicas, summed.</summary>
    public double BusySeconds { get; init; }

    /// <summary>Counters: answered requests by time at the replica, without waiting; bucket i is up to <see cref="LatencyBuckets.UpperBounds"/>[i], the last is the rest.</summary>
    public IReadOnlyList<long> LatencyCounts { get; init; } = [];

    /// <summary>Requests at replicas now.</summary>
    public int InFlight { get; init; }

    /// <summary>Requests waiting in the gateway now.</summary>
    public int Queued { get; init; }

    /// <summary>How long the oldest of them has waited; 0: none waits.</summary>
    public double OldestQueuedSeconds { get; init; }

    /// <summary>Counter: requests that name this version. All others came by its share of the traffic.</summary>
    public long NamedArrivals { get; init; }

    /// <summary>Requests that name this version and wait, or are at replicas, now.</summary>
    public int NamedNow { get; init; }

    /// <summary>Time at a replica per request, smoothed over recent ones; null: none was answered yet.</summary>
    public double? ServiceSeconds { get; init; }

    /// <summary>Replicas that take requests.</summary>
    public int Ready { get; init; }

    /// <summary>Replicas that are ready for Kubernetes, but left out because of failures.</summary>
    public int Ejected { get; init; }

    /// <summary>What copies of requests came to; null: the version never got any.</summary>
    public ShadowDemand? Shadow { get; init; }
}
