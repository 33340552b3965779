namespace Slipway.Kubernetes.Models;

/// <summary>The limits and what is used of them.</summary>
public sealed class V1ResourceQuotaStatus : KubernetesModel
{
    public Dictionary<string, ResourceQuantity>? Hard { get; set; }

    public Dictionary<string, ResourceQuantity>? Used { get; set; }
}
