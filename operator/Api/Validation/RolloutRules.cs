using Slipway.Api.Durations;

namespace Slipway.Api.Validation;

/// <summary>Twins of the rules about spec.rollout.</summary>
internal static class RolloutRules
{
    private const string Path = "spec.rollout";

    public static IEnumerable<ValidationError> Check(RolloutSpec? rollout) => rollout is null
        ? []
        : [.. Durations(rollout), .. Combinations(rollout), .. Steps(rollout.Steps), .. AnalysisRules.Check(rollout.Analysis)];

    /// <summary>An error when the text is given and is no duration.</summary>
    internal static IEnumerable<ValidationError> Duration(string field, string? text)
    {
        if (text is not null && !GoDuration.TryParse(text, out _))
            yield return new(field, ValidationMessages.Duration);
    }

    private static IEnumerable<ValidationError> Durations(RolloutSpec rollout)
    {
        if (GoDuration.TryParse(rollout.ProgressDeadline, out var deadline) && deadline < TimeSpan.FromSeconds(10))
            yield return new(Path, ValidationMessages.ProgressDeadlineMinimum);
        IEnumerable<ValidationError> malformed =
        [
            .. Duration($"{Path}.progressDeadline", rollout.ProgressDeadline),
            .. Duration($"{Path}.scaleDownDelay", rollout.ScaleDownDelay),
            .. Duration($"{Path}.capacityDeadline", rollout.CapacityDeadline),
            .. Duration($"{Path}.shadow.duration", rollout.Shadow?.Duration),
        ];
        foreach (var error in malformed)
            yield return error;
    }

    private static IEnumerable<ValidationError> Combinations(RolloutSpec rollout)
    {
        var strategy = rollout.Strategy ?? RolloutStrategies.Rolling;
        if (rollout.Steps is not null && strategy != RolloutStrategies.Canary)
            yield return new(Path, ValidationMessages.StepsNeedCanary);
        if ((rollout.CapacityMode is not null || rollout.AllowDowntime is not null) && strategy != RolloutStrategies.Canary)
            yield return new(Path, ValidationMessages.CapacityModeNeedsCanary);
        if ((rollout.Shadow is not null || rollout.HeaderRoute is not null || rollout.Analysis is not null)
            && strategy is not (RolloutStrategies.Canary or RolloutStrategies.BlueGreen))
            yield return new(Path, ValidationMessages.TrialNeedsGateway);
        if ((rollout.CapacityDeadline is not null || rollout.OnDeadline is not null) && strategy == RolloutStrategies.Rolling)
            yield return new(Path, ValidationMessages.DeadlinesNeedStrategy);
        if (rollout is { AllowDowntime: true, CapacityMode: CapacityModes.Surge })
            yield return new(Path, ValidationMessages.DowntimeExcludesSurge);
    }

    private static IEnumerable<ValidationError> Steps(List<RolloutStepSpec>? steps)
    {
        for (var index = 0; index < steps?.Count; index++)
        {
            if (index > 0 && steps[index].Weight <= steps[index - 1].Weight)
                yield return new($"{Path}.steps[{index}].weight", ValidationMessages.StepsAscend);
            foreach (var error in Duration($"{Path}.steps[{index}].bake", steps[index].Bake))
                yield return error;
        }
    }
}
