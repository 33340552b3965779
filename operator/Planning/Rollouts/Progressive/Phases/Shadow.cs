using Slipway.Api;
using Slipway.Planning.Rollouts.Analysis;

namespace Slipway.Planning.Rollouts.Progressive.Phases;

/// <summary>The new version gets copies; what it answers is compared, and nobody gets it.</summary>
internal static class Shadow
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public static RolloutProgress Next(RolloutProgress progress, RolloutInput input, DateTimeOffset now)
    {
        if (input.Policy.Shadow is not { } policy)
            return Steps.Shift(progress, input, now);
        string[] canary = [progress.Canary!];
        var baseline = (progress.Baseline ?? Baseline.Take(input.Gateways, canary, now)).Adopt(input.Gateways, canary, now);
        var isOver = now - progress.Since >= policy.Duration;
        if (!isOver && now - (baseline.LookedAt ?? baseline.At) < Interval)
            return progress with { Baseline = baseline };
        var result = ShadowJudge.Look(baseline.Since(input.Gateways, progress.Canary!, now), policy, input.Gateways, progress.Canary!);
        var looked = progress with { Baseline = baseline with { LookedAt = now }, Verdicts = [result] };
        return result.Verdict switch
        {
            MetricVerdict.Fail => looked.Abort(Reasons.OutputsDiffer, $"answers to copies of requests: {result.Message}", now),
            MetricVerdict.Pass when isOver => Steps.Shift(looked, input, now),
            _ when now - progress.Since >= policy.Duration * 2 => Open.Decide(looked, input, now),
            // The time is extended once. Nothing is written meanwhile but the verdict.
            _ => looked,
        };
    }
}
