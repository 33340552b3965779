namespace Slipway.Kubernetes.Models;

/// <summary>How pods spread over failure domains.</summary>
public sealed class V1TopologySpreadConstraint : KubernetesModel
{
    public int? MaxSkew { get; set; }

    public string? TopologyKey { get; set; }

    public string? WhenUnsatisfiable { get; set; }

    public V1LabelSelector? LabelSelector { get; set; }
}
