using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>What the user wants. Null members mean the default (<see cref="Defaults"/>); the operator never writes here.</summary>
[Description("What should be served.")]
[ValidationRule(ValidationRules.CudaNeedsGpu, ValidationMessages.CudaNeedsGpu)]
[ValidationRule(ValidationRules.GpuNeedsProvider, ValidationMessages.GpuNeedsProvider)]
[ValidationRule(ValidationRules.ReplicasOrAutoscaling, ValidationMessages.ReplicasOrAutoscaling)]
public sealed class ModelDeploymentSpec : KubernetesModel
{
    [Required]
    [Description("The model to serve.")]
    public ModelSpec Model { get; set; } = new();

    [Description("How the model is run.")]
    public RuntimeSpec? Runtime { get; set; }

    [Description("Compute resources of each replica.")]
    public ResourcesSpec? Resources { get; set; }

    [Description("Which nodes replicas may run on.")]
    public SchedulingSpec? Scheduling { get; set; }

    [RangeMinimum(0)]
    [RangeMaximum(ModelDeploymentLimits.Replicas)]
    [DefaultValue("1")]
    [Description("How many replicas serve; also what `kubectl scale` sets. 0 stops all of them. Default 1. With autoscaling of class Slipway "
        + "it must stay at 1 and means nothing.")]
    public int? Replicas { get; set; }

    [Description("How the number of replicas follows the requests. Absent: replicas says it.")]
    public AutoscalingSpec? Autoscaling { get; set; }

    [Description("How a new version takes over from an old one.")]
    public RolloutSpec? Rollout { get; set; }

    [Description("Who may send requests, and how many; needs the gateway. Default: everybody who reaches it.")]
    public AccessSpec? Access { get; set; }

    [Description("Where replicas keep models that they have downloaded. Default: space of each replica's own, lost with it.")]
    public CacheSpec? Cache { get; set; }

    [Description("Escape hatch: additions to the pods, merged last and checked.")]
    public PodTemplateSpec? PodTemplate { get; set; }
}
