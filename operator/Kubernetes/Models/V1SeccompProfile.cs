namespace Slipway.Kubernetes.Models;

/// <summary>Which system calls are allowed.</summary>
public sealed class V1SeccompProfile : KubernetesModel
{
    public string? Type { get; set; }

    public string? LocalhostProfile { get; set; }
}
