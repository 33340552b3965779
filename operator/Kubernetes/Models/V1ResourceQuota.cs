using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Models;

/// <summary>A limit on what a namespace may use.</summary>
[KubernetesEntity(Group = "", ApiVersion = "v1", Kind = "ResourceQuota", PluralName = "resourcequotas")]
public sealed class V1ResourceQuota : KubernetesEntity, ISpec<V1ResourceQuotaSpec>, IStatus<V1ResourceQuotaStatus>
{
    public V1ResourceQuotaSpec Spec { get; set; } = new();

    public V1ResourceQuotaStatus Status { get; set; } = new();
}
