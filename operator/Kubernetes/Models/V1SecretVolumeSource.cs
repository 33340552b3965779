namespace Slipway.Kubernetes.Models;

/// <summary>A Secret as files.</summary>
public sealed class V1SecretVolumeSource : KubernetesModel
{
    public string? SecretName { get; set; }

    public bool? Optional { get; set; }

    public int? DefaultMode { get; set; }
}
