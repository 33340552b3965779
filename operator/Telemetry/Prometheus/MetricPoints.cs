using OpenTelemetry.Metrics;

namespace Slipway.Telemetry.Prometheus;

/// <summary>Writes what the SDK gathered for an instrument.</summary>
internal static class MetricPoints
{
    /// <summary>The family that an instrument's data belongs to; null for kinds that have no text form (exponential histograms).</summary>
    public static FamilyType? TypeOf(Metric metric) => metric.MetricType switch
    {
        MetricType.LongSum or MetricType.DoubleSum => FamilyType.Counter,
        MetricType.Histogram => FamilyType.Histogram,
        MetricType.ExponentialHistogram => null,
        _ => FamilyType.Gauge,
    };

    public static void Write(PrometheusWriter writer, Metric metric)
    {
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            if (metric.MetricType == MetricType.Histogram)
                WriteHistogram(writer, point);
            else
                WriteSample(writer, "", point, ValueOf(metric.MetricType, point));
        }
    }

    private static double ValueOf(MetricType type, MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        _ => point.GetGaugeLastValueDouble(),
    };

    private static void WriteHistogram(PrometheusWriter writer, MetricPoint point)
    {
        long below = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            below += bucket.BucketCount;
            writer.BeginSample("_bucket");
            WriteLabels(writer, point);
            writer.BucketBound(bucket.ExplicitBound);
            writer.EndSample(below);
        }
        WriteSample(writer, "_sum", point, point.GetHistogramSum());
        WriteSample(writer, "_count", point, below);
    }

    private static void WriteSample(PrometheusWriter writer, string suffix, MetricPoint point, double value)
    {
        writer.BeginSample(suffix);
        WriteLabels(writer, point);
        writer.EndSample(value);
    }

    private static void WriteLabels(PrometheusWriter writer, MetricPoint point)
    {
        foreach (var tag in point.Tags)
            writer.Label(tag.Key, tag.Value);
    }
}
