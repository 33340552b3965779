namespace Slipway.Kubernetes.Models;

/// <summary>Traffic that may come in.</summary>
public sealed class V1NetworkPolicyIngressRule : KubernetesModel
{
    public List<V1NetworkPolicyPeer>? From { get; set; }

    public List<V1NetworkPolicyPort>? Ports { get; set; }
}
