namespace Slipway.Kubernetes.Models;

/// <summary>Not running yet, or waiting before a restart.</summary>
public sealed class V1ContainerStateWaiting : KubernetesModel
{
    public string? Reason { get; set; }

    public string? Message { get; set; }
}
