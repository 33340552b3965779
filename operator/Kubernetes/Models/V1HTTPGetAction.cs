namespace Slipway.Kubernetes.Models;

/// <summary>An HTTP request of a probe.</summary>
public sealed class V1HTTPGetAction : KubernetesModel
{
    public string? Path { get; set; }

    public IntOrString? Port { get; set; }

    public string? Scheme { get; set; }
}
