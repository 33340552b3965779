using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>Compute resources of one replica.</summary>
[Description("Compute resources of one replica.")]
[ValidationRule(ValidationRules.GpuOnlyByCount, ValidationMessages.GpuOnlyByCount)]
public sealed class ResourcesSpec : KubernetesModel
{
    [Description("GPUs of each replica. Default: none.")]
    public GpuSpec? Gpu { get; set; }

    [Items(maxItems: ModelDeploymentLimits.Resources)]
    [Description("What the scheduler sets aside, such as cpu: \"2\", memory: 4Gi.")]
    public Dictionary<string, ResourceQuantity>? Requests { get; set; }

    [Items(maxItems: ModelDeploymentLimits.Resources)]
    [Description("What a replica may use at most; more memory than that ends it.")]
    public Dictionary<string, ResourceQuantity>? Limits { get; set; }
}
