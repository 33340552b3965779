using Slipway.Api.Durations;
using Slipway.Api.Schedules;

namespace Slipway.Api.Validation;

/// <summary>Twins of the rules about spec.autoscaling, and what no schema can check: cron fields and time zones.</summary>
internal static class AutoscalingRules
{
    private const string Path = "spec.autoscaling";

    private static readonly TimeSpan ShortestSchedule = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestSchedule = TimeSpan.FromDays(7);

    public static IEnumerable<ValidationError> Check(ModelDeploymentSpec spec)
    {
        if (spec.Autoscaling is not { } autoscaling)
            return [];
        if (!Defaults.IsAutoscaled(spec))
            return External(autoscaling);
        return
        [
            .. Replicas(spec, autoscaling), .. Zero(autoscaling), .. Target(autoscaling.Target),
            .. (autoscaling.Schedules ?? []).SelectMany((schedule, index) => Schedule(schedule, $"{Path}.schedules[{index}]")),
        ];
    }

    private static IEnumerable<ValidationError> External(AutoscalingSpec given)
    {
        if (given is not
            {
                MinReplicas: null, MaxReplicas: null, Target: null, ScaleToZeroAfter: null, Schedules: null, MaxScaleUpPerMinute: null,
                ActivationReplicas: null, Priority: null,
            })
            yield return new(Path, ValidationMessages.ExternalDecidesItself);
    }

    private static IEnumerable<ValidationError> Replicas(ModelDeploymentSpec spec, AutoscalingSpec given)
    {
        if (spec.Replicas is not null and not Defaults.Replicas)
            yield return new("spec", ValidationMessages.ReplicasOrAutoscaling);
        if (given.MaxReplicas is not { } most)
        {
            yield return new(Path, ValidationMessages.MaxReplicasNeeded);
            yield break;
        }

        if (given.MinReplicas > most)
            yield return new(Path, ValidationMessages.MinReplicasAtMostMax);
        if (given.ActivationReplicas > most)
            yield return new(Path, ValidationMessages.ActivationAtMostMax);
        if (given.Schedules?.Exists(schedule => schedule.Replicas > most) == true)
            yield return new(Path, ValidationMessages.SchedulesAtMostMax);
    }

    private static IEnumerable<ValidationError> Zero(AutoscalingSpec given)
    {
        if (given is { ScaleToZeroAfter: null, ActivationReplicas: null })
            yield break;
        if (given.MinReplicas != 0)
            yield return new(Path, ValidationMessages.ZeroNeedsMinZero);
        foreach (var error in RolloutRules.Duration($"{Path}.scaleToZeroAfter", given.ScaleToZeroAfter))
            yield return error;
        if (GoDuration.TryParse(given.ScaleToZeroAfter, out var after) && after < TimeSpan.FromSeconds(10))
            yield return new(Path, ValidationMessages.ScaleToZeroAfterMinimum);
    }

    private static IEnumerable<ValidationError> Target(AutoscalingTarget? target)
    {
        if (target is null)
            yield break;
        object?[] given = [target.Concurrency, target.RequestsPerSecond, target.LatencyP95];
        if (given.Count(value => value is not null) != 1)
            yield return new($"{Path}.target", ValidationMessages.ExactlyOneTarget);
        foreach (var error in RolloutRules.Duration($"{Path}.target.latencyP95", target.LatencyP95))
            yield return error;
        if (GoDuration.TryParse(target.LatencyP95, out var latency) && latency < TimeSpan.FromMilliseconds(1))
            yield return new($"{Path}.target", ValidationMessages.LatencyMinimum);
    }

    private static IEnumerable<ValidationError> Schedule(ScheduleSpec schedule, string path)
    {
        if (!CronExpression.TryParse(schedule.Cron, out _))
            yield return new($"{path}.cron", ValidationMessages.Cron);
        if (schedule.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            yield return new($"{path}.timeZone", $"{zone} {ValidationMessages.TimeZone}");
        if (!GoDuration.TryParse(schedule.Duration, out var duration))
            yield return new($"{path}.duration", ValidationMessages.Duration);
        else if (duration < ShortestSchedule || duration > LongestSchedule)
            yield return new(path, ValidationMessages.ScheduleDuration);
    }
}
