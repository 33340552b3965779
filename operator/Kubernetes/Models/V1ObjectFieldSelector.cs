namespace Slipway.Kubernetes.Models;

/// <summary>A field of the pod itself.</summary>
public sealed class V1ObjectFieldSelector : KubernetesModel
{
    public string? FieldPath { get; set; }

    public string? ApiVersion { get; set; }
}
