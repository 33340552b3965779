using Slipway.Planning.Rollouts.Progressive;

namespace Slipway.Planning.Rollouts.Analysis;

/// <summary>
/// Looks at a canary with some of the traffic, interval by interval. A verdict that is not reached takes the next interval's requests
/// as well; one that is reached starts the count anew, so that a late failure is not hidden by an early success.
/// </summary>
internal static class Analyst
{
    /// <summary>The progress with the verdicts of now, if an interval is over.</summary>
    public static RolloutProgress Look(RolloutProgress progress, RolloutInput input, DateTimeOffset now)
    {
        if (input.Policy.Analysis is not { } policy)
            return progress;
        string[] both = [progress.Stable!, progress.Canary!];
        var baseline = (progress.Baseline ?? Baseline.Take(input.Gateways, both, now)).Adopt(input.Gateways, both, now);
        if (!IsDue(baseline, policy, now))
            return progress with { Baseline = baseline };

        var results = Results(progress, input, policy, baseline, now);
        if (results.Exists(IsOpen) && !results.Exists(result => result.Verdict == MetricVerdict.Fail))
            return progress with { Verdicts = results, Baseline = baseline with { LookedAt = now } };
        return progress with
        {
            Verdicts = results,
            Passes = results.TrueForAll(result => result.Verdict == MetricVerdict.Pass) ? progress.Passes + 1 : progress.Passes,
            Baseline = Baseline.Take(input.Gateways, both, now),
        };
    }

    /// <summary>Whether an interval is over.</summary>
    public static bool IsDue(Baseline baseline, AnalysisPolicy policy, DateTimeOffset now) => now - (baseline.LookedAt ?? baseline.At) >= policy.Interval;

    /// <summary>Whether more requests may still decide it.</summary>
    public static bool IsOpen(MetricResult result) => result.Verdict is not (MetricVerdict.Pass or MetricVerdict.Fail);

    /// <summary>The metric that failed more often than it may; null: none.</summary>
    public static MetricResult? Broken(RolloutProgress progress, RolloutInput input) =>
        progress.Verdicts.FirstOrDefault(result =>
            input.Policy.Analysis?.Metrics.FirstOrDefault(metric => metric.Name == result.Name) is { } metric
            && result.Verdict == MetricVerdict.Fail && result.Failures > metric.FailureLimit);

    private static ExternalSample? Fresh(ExternalSample? sample, AnalysisPolicy policy, DateTimeOffset now) =>
        sample?.IsFresh(policy.Interval, now) == true ? sample : null;

    private static List<MetricResult> Results(
        RolloutProgress progress, RolloutInput input, AnalysisPolicy policy, Baseline baseline, DateTimeOffset now)
    {
        var canary = baseline.Since(input.Gateways, progress.Canary!, now);
        // With all traffic at the canary, nothing runs at the same time to compare with.
        var stable = progress.Weight == 100 ? null : baseline.Since(input.Gateways, progress.Stable!, now);
        var results = new List<MetricResult>();
        foreach (var metric in policy.Metrics)
        {
            var result = metric switch
            {
                { IsExternal: true } => Judge.OnExternal(metric, Fresh(input.External.GetValueOrDefault(metric.Name), policy, now)),
                { Quantile: { } quantile } => Judge.OnLatency(metric, quantile, canary, stable, policy.MinRequests),
                _ => Judge.OnErrorRate(metric, canary, stable, policy.MinRequests),
            };
            var before = progress.Verdicts.FirstOrDefault(known => known.Name == metric.Name)?.Failures ?? 0;
            results.Add(result with { Failures = result.Verdict == MetricVerdict.Fail ? before + 1 : before });
        }

        return results;
    }
}
