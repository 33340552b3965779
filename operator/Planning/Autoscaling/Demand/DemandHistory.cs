using Slipway.Api.Demand;

namespace Slipway.Planning.Autoscaling.Demand;

/// <summary>
/// What the gateways have reported lately, merged. Holds no clock and does no I/O; not for several threads at once.
/// </summary>
/// <remarks>
/// A gateway that is expected and silent for 5 s is unknown: its last word does not count, and it is no zero. One that is
/// no longer expected (its pod is gone) is forgotten.
/// </remarks>
public sealed class DemandHistory
{
    private readonly Dictionary<string, GatewaySeries> gateways = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> processes = new(StringComparer.Ordinal);

    /// <summary>How long the last line of a gateway holds.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Says that a gateway ought to report, so that its silence is noticed.</summary>
    /// <param name="source">Where its stream comes from, such as an address.</param>
    public void Expect(string source) => processes.TryAdd(source, "");

    /// <summary>Says that a gateway is gone for good.</summary>
    public void Forget(string source)
    {
        if (processes.Remove(source, out var process))
            gateways.Remove(process);
    }

    /// <summary>Takes a line.</summary>
    public void Take(string source, DemandReport report, DateTimeOffset now)
    {
        if (processes.TryGetValue(source, out var process) && process.Length > 0 && process != report.Gateway)
            gateways.Remove(process); // Restarted: other counters.
        processes[source] = report.Gateway;
        if (gateways.TryGetValue(report.Gateway, out var series))
            series.Take(report, now);
        else
            gateways[report.Gateway] = new GatewaySeries(report, now);
    }

    /// <summary>One version as all gateways together see it now.</summary>
    public DemandSample Sample(VersionKey key, DateTimeOffset now)
    {
        var sum = new DemandSum();
        foreach (var process in processes.Values)
        {
            if (gateways.TryGetValue(process, out var gateway) && now - gateway.HeardAt <= Patience)
                sum.Add(gateway.Uptime, gateway.Find(key));
            else
                sum.AddSilent();
        }

        return sum.ToSample();
    }
}
