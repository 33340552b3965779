namespace Slipway.Kubernetes.Models;

/// <summary>Addresses that share ports.</summary>
public sealed class V1EndpointSubset : KubernetesModel
{
    public List<V1EndpointAddress>? Addresses { get; set; }

    public List<V1EndpointAddress>? NotReadyAddresses { get; set; }
}
