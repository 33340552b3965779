using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Models;

/// <summary>A lock that must be renewed.</summary>
[KubernetesEntity(Group = "coordination.k8s.io", ApiVersion = "v1", Kind = "Lease", PluralName = "leases")]
public sealed class V1Lease : KubernetesEntity, ISpec<V1LeaseSpec>
{
    public V1LeaseSpec Spec { get; set; } = new();
}
