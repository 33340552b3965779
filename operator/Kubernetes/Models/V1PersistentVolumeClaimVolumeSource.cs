namespace Slipway.Kubernetes.Models;

/// <summary>A claim's volume.</summary>
public sealed class V1PersistentVolumeClaimVolumeSource : KubernetesModel
{
    public string? ClaimName { get; set; }

    public bool? ReadOnly { get; set; }
}
