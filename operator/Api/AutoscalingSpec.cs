using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>How the number of replicas follows the requests.</summary>
[Description("How the number of replicas follows the requests. Absent: spec.replicas says it.")]
[ValidationRule(ValidationRules.ExternalDecidesItself, ValidationMessages.ExternalDecidesItself)]
[ValidationRule(ValidationRules.MaxReplicasNeeded, ValidationMessages.MaxReplicasNeeded)]
[ValidationRule(ValidationRules.MinReplicasAtMostMax, ValidationMessages.MinReplicasAtMostMax)]
[ValidationRule(ValidationRules.ZeroNeedsMinZero, ValidationMessages.ZeroNeedsMinZero)]
[ValidationRule(ValidationRules.ActivationAtMostMax, ValidationMessages.ActivationAtMostMax)]
[ValidationRule(ValidationRules.SchedulesAtMostMax, ValidationMessages.SchedulesAtMostMax)]
[ValidationRule(ValidationRules.ScaleToZeroAfterMinimum, ValidationMessages.ScaleToZeroAfterMinimum)]
public sealed class AutoscalingSpec : KubernetesModel
{
    [EnumValues(AutoscalingClasses.Slipway, AutoscalingClasses.External)]
    [Description("Slipway (default): the operator, by the requests that the gateway sees. External: a HorizontalPodAutoscaler or KEDA, "
        + "which sets spec.replicas through the scale subresource; nothing else may be set here then.")]
    public string? Class { get; set; }

    [RangeMinimum(0)]
    [RangeMaximum(ModelDeploymentLimits.Replicas)]
    [Description("Never fewer. 0: none while nobody asks; the gateway holds the first request meanwhile. Default 1.")]
    public int? MinReplicas { get; set; }

    [RangeMinimum(1)]
    [RangeMaximum(ModelDeploymentLimits.Replicas)]
    [Description("Never more. Required for class Slipway.")]
    public int? MaxReplicas { get; set; }

    [Description("What one replica is good for. Default: what the runtime has measured when it warmed up.")]
    public AutoscalingTarget? Target { get; set; }

    [Length(2, ModelDeploymentLimits.DurationLength)]
    [Pattern(Patterns.Duration)]
    [Description("How long nobody must have asked before all replicas go; needs minReplicas 0. Default: learned from the pauses "
        + "between requests and from how long a start takes, 2m to 30m, after all but one have gone one by one.")]
    public string? ScaleToZeroAfter { get; set; }

    [Items(1, ModelDeploymentLimits.Schedules)]
    [Description("Times at which at least so many replicas are kept.")]
    public List<ScheduleSpec>? Schedules { get; set; }

    [RangeMinimum(1)]
    [RangeMaximum(ModelDeploymentLimits.Replicas)]
    [Description("At most so many more replicas within a minute. Default: no limit.")]
    public int? MaxScaleUpPerMinute { get; set; }

    [RangeMinimum(1)]
    [RangeMaximum(ModelDeploymentLimits.Replicas)]
    [Description("From none, at least so many at once; needs minReplicas 0. Default 1.")]
    public int? ActivationReplicas { get; set; }

    [RangeMinimum(-1000)]
    [RangeMaximum(1000)]
    [Description("Where GPUs are scarce, models of higher priority get what they need first. Default 0.")]
    public int? Priority { get; set; }
}
