using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Models;

/// <summary>Which connections pods accept.</summary>
[KubernetesEntity(Group = "networking.k8s.io", ApiVersion = "v1", Kind = "NetworkPolicy", PluralName = "networkpolicies")]
public sealed class V1NetworkPolicy : KubernetesEntity, ISpec<V1NetworkPolicySpec>
{
    public V1NetworkPolicySpec Spec { get; set; } = new();
}
