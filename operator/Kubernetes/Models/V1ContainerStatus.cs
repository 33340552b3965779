namespace Slipway.Kubernetes.Models;

/// <summary>What a container is doing.</summary>
public sealed class V1ContainerStatus : KubernetesModel
{
    public string Name { get; set; } = "";

    public bool? Ready { get; set; }

    public bool? Started { get; set; }

    public int? RestartCount { get; set; }

    public string? Image { get; set; }

    public string? ImageID { get; set; }

    public V1ContainerState? State { get; set; }

    public V1ContainerState? LastState { get; set; }
}
