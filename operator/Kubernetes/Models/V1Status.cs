namespace Slipway.Kubernetes.Models;

/// <summary>The API server's answer when there is no object to return.</summary>
public sealed class V1Status : KubernetesModel
{
    public string? Status { get; set; }

    public string? Message { get; set; }

    public string? Reason { get; set; }

    public int? Code { get; set; }

    public V1StatusDetails? Details { get; set; }

    public V1ListMeta? Metadata { get; set; }
}
