using Slipway.Api.Demand;

namespace Slipway.Planning.Autoscaling.Demand;

/// <summary>One version at one gateway: its last line, and its counters over the last minute.</summary>
internal sealed class VersionSeries(CounterSeries counters, VersionDemand latest)
{
    public CounterSeries Counters { get; } = counters;

    public VersionDemand Latest { get; private set; } = latest;

    public void Take(double uptime, VersionDemand version, double? lostSince)
    {
        Latest = version;
        Counters.Add(uptime, version.Arrivals, version.Completions + version.Failures, version.BusySeconds, lostSince);
    }
}
