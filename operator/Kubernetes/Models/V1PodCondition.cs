namespace Slipway.Kubernetes.Models;

/// <summary>One aspect of a pod's state.</summary>
public sealed class V1PodCondition : KubernetesModel
{
    public string Type { get; set; } = "";

    public string Status { get; set; } = "";

    public string? Reason { get; set; }

    public string? Message { get; set; }

    public DateTimeOffset? LastTransitionTime { get; set; }
}
