namespace Slipway.Kubernetes.Models;

/// <summary>The present scale.</summary>
public sealed class V1ScaleStatus : KubernetesModel
{
    public int Replicas { get; set; }

    public string? Selector { get; set; }
}
