using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Models;

/// <summary>How many of some pods may be evicted at once.</summary>
[KubernetesEntity(Group = "policy", ApiVersion = "v1", OlderVersions = ["v1beta1"], Kind = "PodDisruptionBudget", PluralName = "poddisruptionbudgets")]
public sealed class V1PodDisruptionBudget : KubernetesEntity, ISpec<V1PodDisruptionBudgetSpec>
{
    public V1PodDisruptionBudgetSpec Spec { get; set; } = new();
}
