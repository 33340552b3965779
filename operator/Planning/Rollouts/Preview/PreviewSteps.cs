using System.Globalization;
using Slipway.Api;
using Slipway.Api.Durations;
using Slipway.Planning.Rollouts.Progressive;

namespace Slipway.Planning.Rollouts.Preview;

/// <summary>Tells the steps of a rollout before it begins. Replicas are those of <see cref="Sizing"/>.</summary>
internal static class PreviewSteps
{
    /// <param name="progress">As it begins, with its mode.</param>
    /// <param name="input">What the machine would be told.</param>
    /// <param name="names">The new version's name, and the old one's.</param>
    public static IReadOnlyList<PreviewStep> Of(RolloutProgress progress, RolloutInput input, (string New, string Old) names) =>
        (input.Policy.Strategy, progress.Mode) switch
        {
            (RolloutStrategies.Rolling, _) => Rolling(input, names),
            (RolloutStrategies.Recreate, _) or (_, CapacityModes.Recreate) => Recreate(input, names),
            _ => Progressive(progress, input, names),
        };

    private static PreviewStep[] Rolling(RolloutInput input, (string New, string Old) names) =>
    [
        new($"{Count(input.Total)} of version {names.New} come up beside {Count(input.Total)} of version {names.Old}", 0, input.Total, input.Total),
        new("all requests move once all of them are ready", 100, input.Total, input.Total),
        Gone(input, names),
    ];

    private static PreviewStep[] Recreate(RolloutInput input, (string New, string Old) names) =>
    [
        new($"version {names.Old} stops; requests wait", 0, 0, 0),
        new($"{Count(input.Total)} of version {names.New} come up", 0, input.Total, 0),
        new("it gets all requests once it is ready", 100, input.Total, 0),
    ];

    private static List<PreviewStep> Progressive(RolloutProgress progress, RolloutInput input, (string New, string Old) names)
    {
        var policy = input.Policy;
        var steps = new List<PreviewStep>();
        var (fresh, old) = Sizes(progress, input);
        steps.Add(new($"{Count(fresh)} of version {names.New} come up {(progress.Mode == CapacityModes.Replace ? "in the place of old ones" : "beside the old ones")}", 0, fresh, old));
        if (!progress.Fast)
            steps.Add(new($"inputs and outputs of its model are compared with those of version {names.Old}", 0, fresh, old));
        if (policy.Shadow is { } shadow && !progress.Fast)
            steps.Add(new($"it gets copies of {shadow.Percent} % of the requests for {GoDuration.Format(shadow.Duration)}", 0, fresh, old));
        for (var step = progress.Step; step < policy.Steps.Count; step++)
        {
            progress = progress with { Step = step, Weight = policy.WeightOf(step) };
            (fresh, old) = Sizes(progress, input);
            steps.Add(new(Text(policy, policy.Steps[step]), progress.Weight, fresh, old));
        }

        var last = progress.Mode == CapacityModes.Replace ? 0 : input.Total;
        steps.Add(new("all requests move to it", 100, input.Total, last));
        steps.Add(Gone(input, names));
        return steps;
    }

    private static (int New, int Old) Sizes(RolloutProgress progress, RolloutInput input)
    {
        var fresh = Sizing.CanaryGoal(progress, input);
        return (fresh, progress.Mode == CapacityModes.Replace ? Math.Max(1, input.Total - fresh) : input.Total);
    }

    private static string Text(RolloutPolicy policy, StepPolicy step)
    {
        var judged = policy.Analysis is { } analysis
            ? $", judged by {string.Join(", ", analysis.Metrics.Select(metric => metric.Name))} with at least {analysis.MinRequests.ToString(CultureInfo.InvariantCulture)} requests"
            : "";
        return $"{step.Weight} % of the requests for {GoDuration.Format(step.Bake)}{judged}{(step.Pause ? ", then it waits for slipway rollout promote" : "")}";
    }

    private static PreviewStep Gone(RolloutInput input, (string New, string Old) names) =>
        new($"version {names.Old} goes after {GoDuration.Format(input.Policy.ScaleDownDelay)}", 100, input.Total, 0);

    private static string Count(int replicas) => replicas == 1 ? "1 replica" : string.Create(CultureInfo.InvariantCulture, $"{replicas} replicas");
}
