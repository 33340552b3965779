namespace Slipway.Kubernetes.Models;

/// <summary>The wanted scale.</summary>
public sealed class V1ScaleSpec : KubernetesModel
{
    public int? Replicas { get; set; }
}
