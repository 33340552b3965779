namespace Slipway.Kubernetes.Models;

/// <summary>What the server serves of one group and version.</summary>
public sealed class V1APIResourceList : KubernetesModel
{
    public string? GroupVersion { get; set; }

    public List<V1APIResource> Resources { get; set; } = [];
}
