using System.Collections.Immutable;
using Slipway.Api;
using Slipway.Api.Durations;
using Slipway.Planning.Rollouts.Analysis;

namespace Slipway.Planning.Rollouts.Progressive;

/// <summary>Reads spec.rollout; texts that the validator refuses count as absent.</summary>
internal static class RolloutPolicyReader
{
    private static readonly TimeSpan Bake = TimeSpan.FromMinutes(5);

    private static readonly StepPolicy[] DefaultSteps = [new(5, Bake, Pause: false), new(25, Bake, Pause: false), new(50, Bake, Pause: false)];

    public static RolloutPolicy Read(ModelDeploymentSpec spec)
    {
        var rollout = spec.Rollout ?? new RolloutSpec();
        var strategy = rollout.Strategy ?? RolloutStrategies.Rolling;
        return new RolloutPolicy
        {
            Strategy = strategy,
            CapacityMode = rollout.CapacityMode ?? CapacityModes.Auto,
            AllowDowntime = rollout.AllowDowntime == true,
            CapacityDeadline = Duration(rollout.CapacityDeadline, Defaults.CapacityDeadline),
            ProgressDeadline = Defaults.ProgressDeadlineOf(spec),
            AbortAtDeadline = rollout.OnDeadline != DeadlineActions.Wait,
            Shadow = Shadow(rollout.Shadow),
            HeaderRoute = rollout.HeaderRoute,
            Steps = strategy == RolloutStrategies.Canary ? Steps(rollout.Steps) : [],
            Analysis = rollout.Analysis is { } analysis ? AnalysisPolicyReader.Read(analysis) : null,
            ScaleDownDelay = Defaults.ScaleDownDelayOf(spec),
        };
    }

    private static StepPolicy[] Steps(List<RolloutStepSpec>? steps) => steps is null
        ? DefaultSteps
        : [.. steps.Select(step => new StepPolicy(step.Weight, Duration(step.Bake, Bake), step.Pause == true))];

    private static ShadowPolicy? Shadow(RolloutShadowSpec? shadow) => shadow is null
        ? null
        : new ShadowPolicy(
            shadow.Percent,
            Duration(shadow.Duration, Bake),
            shadow.CompareOutputs is { } compare ? Comparison(compare) : null,
            (shadow.CompareOutputs?.MaxMismatchPercent ?? 0.5) / 100);

    private static ComparisonPolicy Comparison(OutputComparisonSpec compare)
    {
        var usual = new TolerancePolicy(compare.Atol ?? 0.001, compare.Rtol ?? 0);
        var outputs = (compare.Outputs ?? []).ToImmutableSortedDictionary(
            output => output.Name, output => new TolerancePolicy(output.Atol ?? usual.Atol, output.Rtol ?? usual.Rtol), StringComparer.Ordinal);
        return new ComparisonPolicy(usual, outputs);
    }

    private static TimeSpan Duration(string? text, TimeSpan otherwise) => GoDuration.TryParse(text, out var duration) ? duration : otherwise;
}
