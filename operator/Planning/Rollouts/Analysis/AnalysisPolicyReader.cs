using System.Globalization;
using Slipway.Api;
using Slipway.Api.Durations;

namespace Slipway.Planning.Rollouts.Analysis;

/// <summary>Reads spec.rollout.analysis.</summary>
internal static class AnalysisPolicyReader
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private const int MinRequests = 300;

    public static AnalysisPolicy Read(AnalysisSpec analysis) => new(
        GoDuration.TryParse(analysis.Interval, out var interval) ? interval : Interval,
        analysis.MinRequests ?? MinRequests,
        analysis.OnNoData ?? NoDataActions.Pause,
        [.. analysis.Metrics.Select(Metric)]);

    /// <summary>A proportion, seconds or a plain number, by the unit; null when the text is none of them.</summary>
    internal static double? Number(string? text)
    {
        var (digits, factor) = text switch
        {
            null => ("", 0),
            _ when text.EndsWith('%') => (text[..^1], 0.01),
            _ when text.EndsWith("ms", StringComparison.Ordinal) => (text[..^2], 0.001),
            _ when text.EndsWith('s') => (text[..^1], 1),
            _ => (text, 1.0),
        };
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number * factor : null;
    }

    private static MetricPolicy Metric(MetricSpec metric) => new()
    {
        Name = metric.Name,
        Query = metric.Query,
        Quantile = MetricNames.Quantiles.TryGetValue(metric.Name, out var quantile) ? quantile : null,
        Max = Number(metric.Max),
        MaxDelta = Number(metric.MaxDeltaVsStable),
        MaxRatio = metric.MaxRatioVsStable,
        FailureLimit = metric.FailureLimit ?? 0,
    };
}
