using Slipway.Api.Demand;

namespace Slipway.Gateway.Pools;

/// <summary>Everything that demand reports say of a version. Not thread-safe: the pool's lock protects it.</summary>
internal sealed class PoolCounters
{
    // Slow enough that one moment in which the machine was busy is not taken for the time that requests take.
    private const double Smoothing = 0.02;

    private readonly long[] latencies = new long[LatencyBuckets.UpperBounds.Count + 1];
    private long arrivals;
    private long completions;
    private long failures;
    private long rejections;
    private long cancellations;
    private int inFlight;
    private double busySeconds;
    private double startedSum;
    private double? serviceSeconds;

    /// <summary>Grows with every change, so that unchanged versions need not be reported.</summary>
    public long Stamp { get; private set; }

    public void Arrived()
    {
        arrivals++;
        Stamp++;
    }

    public void Rejected()
    {
        rejections++;
        Stamp++;
    }

    /// <summary>A client left while its request waited, or the request went to another version.</summary>
    public void LeftWaiting()
    {
        cancellations++;
        Stamp++;
    }

    /// <summary>A replica begins with a request, at this uptime.</summary>
    public void Began(double uptimeSeconds)
    {
        inFlight++;
        startedSum += uptimeSeconds;
        Stamp++;
    }

    /// <summary>A replica is done with a request that began at <paramref name="beganSeconds"/>; <paramref name="isFinal"/>: it is not tried again.</summary>
    public void Ended(double beganSeconds, double uptimeSeconds, Outcome outcome, bool isFinal)
    {
        inFlight--;
        startedSum -= beganSeconds;
        var seconds = Math.Max(0, uptimeSeconds - beganSeconds);
        busySeconds += seconds;
        Stamp++;
        if (!isFinal)
            return;
        switch (outcome)
        {
            case Outcome.Cancelled:
                cancellations++;
                return;
            case Outcome.NotAdmitted:
                rejections++;
                return;
            case Outcome.Answered:
                completions++;
                var share = Math.Max(Smoothing, 1.0 / completions); // At first, the mean of all.
                serviceSeconds = serviceSeconds is { } before ? before + (share * (seconds - before)) : seconds;
                break;
            default:
                failures++;
                break;
        }
        latencies[LatencyBuckets.IndexOf(TimeSpan.FromSeconds(seconds))]++;
    }

    /// <summary>As of this uptime.</summary>
    public VersionDemand ToDemand(string revision, double uptimeSeconds) => new()
    {
        Revision = revision,
        Arrivals = arrivals,
        Completions = completions,
        Failures = failures,
        Rejections = rejections,
        Cancellations = cancellations,
        // Requests under way are busy too: each adds the time since it began.
        BusySeconds = busySeconds + Math.Max(0, (inFlight * uptimeSeconds) - startedSum),
        LatencyCounts = [.. latencies],
        InFlight = inFlight,
        ServiceSeconds = serviceSeconds,
    };
}
