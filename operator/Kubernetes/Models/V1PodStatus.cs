namespace Slipway.Kubernetes.Models;

/// <summary>What a pod is doing.</summary>
public sealed class V1PodStatus : KubernetesModel
{
    /// <summary>Pending, Running, Succeeded, Failed or Unknown.</summary>
    public string? Phase { get; set; }

    public List<V1PodCondition>? Conditions { get; set; }

    public List<V1ContainerStatus>? ContainerStatuses { get; set; }

    public List<V1ContainerStatus>? InitContainerStatuses { get; set; }

    public string? PodIP { get; set; }

    public string? HostIP { get; set; }

    public string? Reason { get; set; }

    public string? Message { get; set; }

    public DateTimeOffset? StartTime { get; set; }
}
