namespace Slipway.Kubernetes.Models;

/// <summary>A ConfigMap as files.</summary>
public sealed class V1ConfigMapVolumeSource : KubernetesModel
{
    public string? Name { get; set; }

    public bool? Optional { get; set; }

    public int? DefaultMode { get; set; }
}
