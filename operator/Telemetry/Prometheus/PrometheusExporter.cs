using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Slipway.Telemetry.Prometheus;

/// <summary>
/// Turns what the SDK collects into text, families in the order of their names. Instruments of one name and type share
/// a family; one of another type is left out and logged once, for a scraper would refuse the whole page.
/// </summary>
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusExporter(ILogger<PrometheusExporter> logger) : BaseExporter<Metric>, IPullMetricExporter
{
    private readonly Dictionary<Metric, MetricFamily> families = new(ReferenceEqualityComparer.Instance);

    private readonly List<(MetricFamily Family, Metric Metric, int Order)> ordered = [];

    private readonly HashSet<Metric> refused = new(ReferenceEqualityComparer.Instance);

    /// <summary>Set by the SDK: collects now, which ends in <see cref="Export"/>.</summary>
    public Func<int, bool>? Collect { get; set; }

    /// <summary>Where the next collection is written.</summary>
    public PrometheusWriter? Target { get; set; }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        var writer = Target ?? throw new InvalidOperationException("Nobody asked for a collection.");
        ordered.Clear();
        foreach (var metric in batch)
        {
            if (FamilyOf(metric) is { } family)
                ordered.Add((family, metric, ordered.Count));
        }
        ordered.Sort(static (left, right) => string.CompareOrdinal(left.Family.Name, right.Family.Name) is var byName and not 0 ? byName : left.Order - right.Order);
        MetricFamily? current = null;
        foreach (var (family, metric, _) in ordered)
        {
            if (current is null || current.Name != family.Name)
                Begin(writer, current = family);
            if (current.Type == family.Type)
                MetricPoints.Write(writer, metric);
            else if (refused.Add(metric))
                TelemetryLog.FamilyTypeDiffers(logger, family.Name, metric.MeterName, family.Type, current.Type);
        }
        return ExportResult.Success;
    }

    private static void Begin(PrometheusWriter writer, MetricFamily family) =>
        writer.BeginFamily(family.Name, family.Type, family.Help, family.Unit);

    private MetricFamily? FamilyOf(Metric metric)
    {
        if (families.TryGetValue(metric, out var known))
            return known;
        if (MetricPoints.TypeOf(metric) is not { } type)
            return null;
        return families[metric] = MetricNaming.Map(metric.Name, metric.Unit, type, metric.Description);
    }
}
