using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>Where replicas keep what they have downloaded and prepared.</summary>
[Description("Where replicas keep models that they have downloaded, and what was prepared for the next start. Default: space of each replica's own, lost with it.")]
public sealed class CacheSpec : KubernetesModel
{
    [Length(1, ModelDeploymentLimits.ObjectNameLength)]
    [Pattern(Patterns.ObjectName)]
    [Description("A PersistentVolumeClaim in the same namespace that replicas write to. They share it, also with those of other models: "
        + "what is there is checked, and not downloaded again. Where replicas run on several nodes it must be ReadWriteMany.")]
    public string? ClaimName { get; set; }

    [Description("What models may take there, such as 50Gi; at least 1Mi. Those that no replica uses make room for new ones, the longest unused first; "
        + "a model for which there is no room is refused. Default: what the volume holds.")]
    public ResourceQuantity? SizeLimit { get; set; }
}
