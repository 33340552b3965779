namespace Slipway.Telemetry.Prometheus;

/// <summary>What the samples of a metric family mean.</summary>
public enum FamilyType
{
    /// <summary>A value that goes up and down.</summary>
    Gauge,

    /// <summary>A value that only grows, from zero at the start of the process.</summary>
    Counter,

    /// <summary>A distribution over buckets.</summary>
    Histogram,
}
