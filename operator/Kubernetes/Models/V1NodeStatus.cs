namespace Slipway.Kubernetes.Models;

/// <summary>What a node offers.</summary>
public sealed class V1NodeStatus : KubernetesModel
{
    public Dictionary<string, ResourceQuantity>? Capacity { get; set; }

    public Dictionary<string, ResourceQuantity>? Allocatable { get; set; }

    public List<V1PodCondition>? Conditions { get; set; }
}
