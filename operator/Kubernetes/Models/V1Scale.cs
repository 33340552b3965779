using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Models;

/// <summary>The scale subresource.</summary>
[KubernetesEntity(Group = "autoscaling", ApiVersion = "v1", Kind = "Scale", PluralName = "scales")]
public sealed class V1Scale : KubernetesEntity
{
    public V1ScaleSpec? Spec { get; set; }

    public V1ScaleStatus? Status { get; set; }
}
