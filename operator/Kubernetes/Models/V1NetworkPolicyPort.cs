namespace Slipway.Kubernetes.Models;

/// <summary>A port that traffic may reach.</summary>
public sealed class V1NetworkPolicyPort : KubernetesModel
{
    public IntOrString? Port { get; set; }

    public string? Protocol { get; set; }
}
