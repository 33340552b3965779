namespace Slipway.Kubernetes.Models;

/// <summary>A line of /etc/hosts.</summary>
public sealed class V1HostAlias : KubernetesModel
{
    public string? Ip { get; set; }

    public List<string>? Hostnames { get; set; }
}
