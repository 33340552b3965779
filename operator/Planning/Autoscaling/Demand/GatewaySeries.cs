using Slipway.Api.Demand;

namespace Slipway.Planning.Autoscaling.Demand;

/// <summary>What one gateway process has reported, of all versions.</summary>
internal sealed class GatewaySeries
{
    private readonly Dictionary<VersionKey, VersionSeries> versions = [];
    private readonly double heardAtUptime;
    private readonly bool isYoung;
    private long sequence;

    public GatewaySeries(DemandReport report, DateTimeOffset now)
    {
        // Of a young gateway the whole life is known: its counters began at zero within the window.
        heardAtUptime = report.UptimeSeconds <= CounterSeries.LongestWindow ? 0 : report.UptimeSeconds;
        isYoung = heardAtUptime <= 0;
        Take(report, now, isFirst: true);
    }

    /// <summary>The gateway's clock on its last line.</summary>
    public double Uptime { get; private set; }

    /// <summary>When that line came, by our clock.</summary>
    public DateTimeOffset HeardAt { get; private set; }

    /// <summary>Takes a further line of the same process. An older one than the last is left out.</summary>
    public void Take(DemandReport report, DateTimeOffset now) => Take(report, now, isFirst: false);

    /// <summary>The version as this gateway sees it, or null when it has never named it.</summary>
    public VersionSeries? Find(VersionKey key) => versions.GetValueOrDefault(key);

    private void Take(DemandReport report, DateTimeOffset now, bool isFirst)
    {
        if (!isFirst && report.UptimeSeconds < Uptime)
            return;
        // A new stream begins again at 1: what lies between two streams of one process is lost, too.
        double? lostSince = !isFirst && report.Sequence != sequence + 1 ? Uptime : null;
        sequence = report.Sequence;
        Uptime = report.UptimeSeconds;
        HeardAt = now;
        foreach (var model in report.Models)
        {
            foreach (var version in model.Versions)
            {
                var key = new VersionKey(model.Namespace, model.Name, version.Revision);
                if (versions.TryGetValue(key, out var series))
                    series.Take(Uptime, version, lostSince);
                else if (isFirst && !isYoung)
                    versions[key] = new VersionSeries(new CounterSeries(Uptime, version.Arrivals, version.Completions + version.Failures, version.BusySeconds), version);
                else
                    versions[key] = Begin(version);
            }
        }
    }

    // What earlier lines did not name had no request yet.
    private VersionSeries Begin(VersionDemand version)
    {
        var series = new VersionSeries(new CounterSeries(heardAtUptime, 0, 0, 0), version);
        series.Take(Uptime, version, lostSince: null);
        return series;
    }
}
