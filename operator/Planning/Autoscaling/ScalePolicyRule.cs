using Slipway.Api;
using Slipway.Api.Durations;

namespace Slipway.Planning.Autoscaling;

/// <summary>Puts spec.autoscaling into numbers.</summary>
public static class ScalePolicyRule
{
    /// <param name="autoscaling">As the user wrote it; valid.</param>
    /// <param name="slots">Requests that a replica works on at once.</param>
    /// <param name="now">The present, for schedules.</param>
    /// <param name="serves">Whether the version has the traffic; one that is only tried keeps no minimum of its own.</param>
    public static ScalePolicy Of(AutoscalingSpec autoscaling, double slots, DateTimeOffset now, bool serves) => new()
    {
        Concurrency = slots,
        MinReplicas = serves ? Defaults.MinReplicasOf(autoscaling) : 0,
        MaxReplicas = autoscaling.MaxReplicas ?? Defaults.MinReplicasOf(autoscaling),
        ScheduledReplicas = serves ? ScheduleRule.Replicas(autoscaling.Schedules, now) : 0,
        ScaleToZeroAfter = GoDuration.TryParse(autoscaling.ScaleToZeroAfter, out var after) ? after : null,
        ActivationReplicas = autoscaling.ActivationReplicas ?? 1,
        MaxScaleUpPerMinute = autoscaling.MaxScaleUpPerMinute,
    };
}
