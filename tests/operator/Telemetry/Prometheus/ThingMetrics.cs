using Slipway.Telemetry.Prometheus;

namespace Slipway.Telemetry.Tests.Prometheus;

internal sealed class ThingMetrics : IStateMetrics
{
    public IReadOnlyList<string> Names { get; set; } = [];

    public void Write(PrometheusWriter writer)
    {
        writer.BeginFamily("things", FamilyType.Gauge, "Things that exist.");
        foreach (var name in Names)
            writer.Sample(1, new KeyValuePair<string, string>("name", name));
    }
}
