namespace Slipway.Kubernetes.Models;

/// <summary>A name in the same namespace.</summary>
public sealed class V1LocalObjectReference : KubernetesModel
{
    public string? Name { get; set; }
}
