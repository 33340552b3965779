using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>GPUs of one replica.</summary>
[Description("GPUs of one replica.")]
public sealed class GpuSpec : KubernetesModel
{
    [Required]
    [RangeMinimum(0)]
    [RangeMaximum(ModelDeploymentLimits.Gpus)]
    [Description("How many GPUs.")]
    public int Count { get; set; }

    [Length(3, ModelDeploymentLimits.ObjectNameLength)]
    [Pattern(Patterns.ExtendedResource)]
    [Description("The resource that the device plugin advertises. Default nvidia.com/gpu.")]
    public string? Resource { get; set; }
}
