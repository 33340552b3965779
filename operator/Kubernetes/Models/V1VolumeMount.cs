namespace Slipway.Kubernetes.Models;

/// <summary>Where a volume appears in a container.</summary>
public sealed class V1VolumeMount : KubernetesModel
{
    public string? Name { get; set; }

    public string? MountPath { get; set; }

    public string? SubPath { get; set; }

    public bool? ReadOnly { get; set; }
}
