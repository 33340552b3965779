namespace Slipway.Kubernetes.Models;

/// <summary>One address.</summary>
public sealed class V1EndpointAddress : KubernetesModel
{
    public string? Ip { get; set; }

    public string? NodeName { get; set; }

    public V1ObjectReference? TargetRef { get; set; }
}
