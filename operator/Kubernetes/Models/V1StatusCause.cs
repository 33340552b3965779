namespace Slipway.Kubernetes.Models;

/// <summary>One cause of a failure.</summary>
public sealed class V1StatusCause : KubernetesModel
{
    public string? Reason { get; set; }

    public string? Message { get; set; }

    public string? Field { get; set; }
}
