using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Models;

/// <summary>One or more containers that share a network address.</summary>
[KubernetesEntity(Group = "", ApiVersion = "v1", Kind = "Pod", PluralName = "pods")]
public sealed class V1Pod : KubernetesEntity, ISpec<V1PodSpec>, IStatus<V1PodStatus>
{
    public V1PodSpec Spec { get; set; } = new();

    public V1PodStatus Status { get; set; } = new();
}
