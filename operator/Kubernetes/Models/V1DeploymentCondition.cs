namespace Slipway.Kubernetes.Models;

/// <summary>One aspect of a Deployment's state.</summary>
public sealed class V1DeploymentCondition : KubernetesModel
{
    public string Type { get; set; } = "";

    public string Status { get; set; } = "";

    public string? Reason { get; set; }

    public string? Message { get; set; }

    public DateTimeOffset? LastUpdateTime { get; set; }

    public DateTimeOffset? LastTransitionTime { get; set; }
}
