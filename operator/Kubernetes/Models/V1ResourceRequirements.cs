namespace Slipway.Kubernetes.Models;

/// <summary>Compute resources of a container.</summary>
public sealed class V1ResourceRequirements : KubernetesModel
{
    public Dictionary<string, ResourceQuantity>? Limits { get; set; }

    public Dictionary<string, ResourceQuantity>? Requests { get; set; }
}
