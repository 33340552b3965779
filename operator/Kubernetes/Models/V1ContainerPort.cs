namespace Slipway.Kubernetes.Models;

/// <summary>A port that a container listens on.</summary>
public sealed class V1ContainerPort : KubernetesModel
{
    public string? Name { get; set; }

    public int? ContainerPort { get; set; }

    public string? Protocol { get; set; }
}
