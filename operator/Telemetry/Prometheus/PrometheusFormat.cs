namespace Slipway.Telemetry.Prometheus;

/// <summary>The text formats that scrapers read.</summary>
public enum PrometheusFormat
{
    /// <summary>Prometheus text format 0.0.4.</summary>
    Text,

    /// <summary>OpenMetrics 1.0.0.</summary>
    OpenMetrics,
}
