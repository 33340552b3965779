using Slipway.Api.Durations;

namespace Slipway.Api.Validation;

/// <summary>Twins of the rules about spec.rollout.analysis.</summary>
internal static class AnalysisRules
{
    private const string Path = "spec.rollout.analysis";

    public static IEnumerable<ValidationError> Check(AnalysisSpec? analysis)
    {
        if (analysis is null)
            yield break;
        foreach (var error in RolloutRules.Duration($"{Path}.interval", analysis.Interval))
            yield return error;
        if (GoDuration.TryParse(analysis.Interval, out var interval) && interval < TimeSpan.FromSeconds(5))
            yield return new(Path, ValidationMessages.AnalysisIntervalMinimum);
        foreach (var metric in analysis.Metrics)
        {
            foreach (var message in Broken(metric))
                yield return new($"{Path}.metrics[{metric.Name}]", message);
        }
    }

    private static IEnumerable<string> Broken(MetricSpec metric)
    {
        var isLatency = MetricNames.Quantiles.ContainsKey(metric.Name);
        var isBuiltIn = isLatency || metric.Name == MetricNames.ErrorRate;
        if (metric.Query is not null == isBuiltIn)
            yield return ValidationMessages.MetricIsKnown;
        if (metric.Query is { } query && !Patterns.IsMatch(Patterns.MetricQuery, query))
            yield return ValidationMessages.MetricQueryFilled;
        if (metric is { Max: null, MaxDeltaVsStable: null, MaxRatioVsStable: null })
            yield return ValidationMessages.MetricHasLimit;
        if (!LimitFits(metric))
            yield return ValidationMessages.MetricLimitFits;
    }

    private static bool LimitFits(MetricSpec metric)
    {
        if (metric.Max is { } max && !Patterns.IsMatch(Patterns.MetricLimit, max))
            return false;
        if (metric.Query is not null)
            return metric is { MaxDeltaVsStable: null, MaxRatioVsStable: null } && (metric.Max is null || char.IsAsciiDigit(metric.Max[^1]));
        return metric.Name == MetricNames.ErrorRate
            ? metric.MaxRatioVsStable is null && metric.Max?.EndsWith('%') != false
            : metric.MaxDeltaVsStable is null && metric.Max?.EndsWith('s') != false;
    }
}
