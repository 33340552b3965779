namespace Slipway.Kubernetes.Models;

/// <summary>Exactly one member is set.</summary>
public sealed class V1ContainerState : KubernetesModel
{
    public V1ContainerStateWaiting? Waiting { get; set; }

    public V1ContainerStateRunning? Running { get; set; }

    public V1ContainerStateTerminated? Terminated { get; set; }
}
