namespace Slipway.Api;

/// <summary>Metrics that gateways count; any other name needs a query.</summary>
public static class MetricNames
{
    public const string ErrorRate = "ErrorRate";

    /// <summary>Latency metrics and the quantile that each is.</summary>
    public static IReadOnlyDictionary<string, double> Quantiles { get; } = new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["LatencyP50"] = 0.50,
        ["LatencyP90"] = 0.90,
        ["LatencyP95"] = 0.95,
        ["LatencyP99"] = 0.99,
    };
}
