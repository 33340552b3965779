namespace Slipway.Kubernetes.Models;

/// <summary>Security of all containers of a pod.</summary>
public sealed class V1PodSecurityContext : KubernetesModel
{
    public bool? RunAsNonRoot { get; set; }

    public long? RunAsUser { get; set; }

    public long? RunAsGroup { get; set; }

    public long? FsGroup { get; set; }

    public string? FsGroupChangePolicy { get; set; }

    public V1SeccompProfile? SeccompProfile { get; set; }
}
