namespace Slipway.Kubernetes.Models;

/// <summary>Security of one container.</summary>
public sealed class V1SecurityContext : KubernetesModel
{
    public bool? AllowPrivilegeEscalation { get; set; }

    public bool? Privileged { get; set; }

    public bool? ReadOnlyRootFilesystem { get; set; }

    public bool? RunAsNonRoot { get; set; }

    public V1Capabilities? Capabilities { get; set; }

    public V1SeccompProfile? SeccompProfile { get; set; }
}
