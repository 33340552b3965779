namespace Slipway.Telemetry.Prometheus;

/// <summary>
/// Metrics about things that come and go, read from where they are known at the moment of a scrape. Use it instead of
/// an observable instrument when a series must vanish with its object: instruments keep every label set for ever.
/// Register any number in the container.
/// </summary>
public interface IStateMetrics
{
    /// <summary>Writes whole families, each name once; called by one scrape at a time. Must not block.</summary>
    void Write(PrometheusWriter writer);
}
