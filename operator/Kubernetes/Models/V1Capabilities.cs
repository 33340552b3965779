namespace Slipway.Kubernetes.Models;

/// <summary>Linux capabilities added and dropped.</summary>
public sealed class V1Capabilities : KubernetesModel
{
    public List<string>? Add { get; set; }

    public List<string>? Drop { get; set; }
}
