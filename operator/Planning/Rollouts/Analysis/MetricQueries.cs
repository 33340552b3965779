using Slipway.Api;
using Slipway.Planning.Rollouts.Progressive;

namespace Slipway.Planning.Rollouts.Analysis;

/// <summary>Which external queries have to be answered before the verdict that is due can be reached.</summary>
internal static class MetricQueries
{
    /// <summary>Empty: no verdict is due, or everything that it needs is known.</summary>
    public static IReadOnlyList<MetricQuery> Due(Situation situation, Observation observation)
    {
        var progress = ProgressStore.Read(situation.Model.Status.Rollout);
        if (RolloutPolicyReader.Read(situation.Model.Spec).Analysis is not { } policy || !policy.Metrics.Any(metric => metric.IsExternal) || !IsJudged(progress)
            || !Analyst.IsDue(progress.Baseline!, policy, situation.Now))
            return [];
        return
        [
            .. policy.Metrics.Where(metric => metric.IsExternal && !IsKnown(observation, metric, policy, situation.Now))
                .Select(metric => new MetricQuery(metric.Name, Fill(metric.Query!, situation, progress))),
        ];
    }

    private static bool IsJudged(RolloutProgress progress) =>
        progress is { IsUnderWay: true, Canary: not null, Weight: > 0, Baseline: not null }
        && progress.Phase is not (RolloutPhase.Aborting or RolloutPhase.Superseded);

    private static bool IsKnown(Observation observation, MetricPolicy metric, AnalysisPolicy policy, DateTimeOffset now) =>
        observation.External.GetValueOrDefault(metric.Name)?.IsFresh(policy.Interval, now) == true;

    // Names and versions are label values: nothing in them needs to be quoted.
    private static string Fill(string query, Situation situation, RolloutProgress progress) => query
        .Replace("{{namespace}}", situation.Model.Metadata.Namespace, StringComparison.Ordinal)
        .Replace("{{name}}", situation.Model.Metadata.Name, StringComparison.Ordinal)
        .Replace("{{version}}", situation.Find(progress.Canary)?.Name, StringComparison.Ordinal)
        .Replace("{{revision}}", progress.Canary, StringComparison.Ordinal)
        .Replace("{{stableVersion}}", situation.Find(progress.Stable)?.Name, StringComparison.Ordinal)
        .Replace("{{stableRevision}}", progress.Stable, StringComparison.Ordinal);
}
