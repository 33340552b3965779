namespace Slipway.Kubernetes.Models;

/// <summary>The limits.</summary>
public sealed class V1ResourceQuotaSpec : KubernetesModel
{
    public Dictionary<string, ResourceQuantity>? Hard { get; set; }
}
