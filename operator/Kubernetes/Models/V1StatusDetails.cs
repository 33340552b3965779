namespace Slipway.Kubernetes.Models;

/// <summary>More about a failure.</summary>
public sealed class V1StatusDetails : KubernetesModel
{
    public string? Name { get; set; }

    public string? Group { get; set; }

    public string? Kind { get; set; }

    public int? RetryAfterSeconds { get; set; }

    public List<V1StatusCause>? Causes { get; set; }
}
