namespace Slipway.Kubernetes.Models;

/// <summary>Running.</summary>
public sealed class V1ContainerStateRunning : KubernetesModel
{
    public DateTimeOffset? StartedAt { get; set; }
}
