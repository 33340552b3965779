namespace Slipway.Kubernetes.Models;

/// <summary>Where traffic may come from.</summary>
public sealed class V1NetworkPolicyPeer : KubernetesModel
{
    public V1LabelSelector? PodSelector { get; set; }

    public V1LabelSelector? NamespaceSelector { get; set; }
}
