namespace Slipway.Kubernetes.Models;

/// <summary>What a Service should be.</summary>
public sealed class V1ServiceSpec : KubernetesModel
{
    public string? Type { get; set; }

    public string? ClusterIP { get; set; }

    public Dictionary<string, string>? Selector { get; set; }

    public List<V1ServicePort>? Ports { get; set; }

    public bool? PublishNotReadyAddresses { get; set; }

    public string? SessionAffinity { get; set; }
}
