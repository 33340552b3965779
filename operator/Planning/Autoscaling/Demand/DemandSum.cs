using System.Runtime.InteropServices;

namespace Slipway.Planning.Autoscaling.Demand;

/// <summary>Adds up what several gateways see of one version.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct DemandSum
{
    private int heard;
    private int silent;
    private double rateNow;
    private double rateShort;
    private double rateLong;
    private double completedShort;
    private double completedLong;
    private double busyShort;
    private double busyLong;
    private int inFlight;
    private int queued;
    private int ejected;
    private double oldest;
    private double serviceSeconds;
    private double serviceWeight;

    public void AddSilent() => silent++;

    /// <param name="uptime">The gateway's clock.</param>
    /// <param name="version">What it sees; null: it has never had a request for the version, which is a true zero.</param>
    public void Add(double uptime, VersionSeries? version)
    {
        heard++;
        if (version is null)
            return;
        rateNow += version.Counters.Rate(uptime, 5).Arrivals;
        var (arrivals, completions, busy) = version.Counters.Rate(uptime, 15);
        rateShort += arrivals;
        completedShort += completions;
        busyShort += busy;
        (arrivals, completions, busy) = version.Counters.Rate(uptime, CounterSeries.LongestWindow);
        rateLong += arrivals;
        completedLong += completions;
        busyLong += busy;
        var latest = version.Latest;
        inFlight += latest.InFlight;
        queued += latest.Queued;
        ejected = Math.Max(ejected, latest.Ejected);
        oldest = Math.Max(oldest, latest.OldestQueuedSeconds);
        if (latest.ServiceSeconds is not { } seconds)
            return;
        // An idle gateway still knows how long requests take, but one that has some knows better.
        var weight = arrivals + 1e-6;
        serviceSeconds += weight * seconds;
        serviceWeight += weight;
    }

    public readonly DemandSample ToSample() => heard == 0
        ? DemandSample.Unknown with { SilentGateways = silent }
        : new DemandSample
        {
            SilentGateways = silent,
            RateNow = rateNow,
            RateShort = rateShort,
            RateLong = rateLong,
            CompletedShort = completedShort,
            CompletedLong = completedLong,
            BusyShort = busyShort,
            BusyLong = busyLong,
            InFlight = inFlight,
            Queued = queued,
            Ejected = ejected,
            OldestQueuedSeconds = oldest,
            ServiceSeconds = serviceWeight > 0 ? serviceSeconds / serviceWeight : null,
        };
}
