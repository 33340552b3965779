namespace Slipway.Kubernetes.Models;

/// <summary>A key of a Secret.</summary>
public sealed class V1SecretKeySelector : KubernetesModel
{
    public string? Name { get; set; }

    public string? Key { get; set; }

    public bool? Optional { get; set; }
}
