namespace Slipway.Kubernetes.Models;

/// <summary>Who reported an event.</summary>
public sealed class V1EventSource : KubernetesModel
{
    public string? Component { get; set; }

    public string? Host { get; set; }
}
