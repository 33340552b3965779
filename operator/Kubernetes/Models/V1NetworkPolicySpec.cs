namespace Slipway.Kubernetes.Models;

/// <summary>What a NetworkPolicy allows.</summary>
public sealed class V1NetworkPolicySpec : KubernetesModel
{
    public V1LabelSelector? PodSelector { get; set; }

    public List<string>? PolicyTypes { get; set; }

    public List<V1NetworkPolicyIngressRule>? Ingress { get; set; }
}
