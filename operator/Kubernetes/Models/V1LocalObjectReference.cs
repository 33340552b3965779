using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Models;

/// <summary>A name in the same namespace.</summary>
public sealed class V1LocalObjectReference : KubernetesModel
{
    [Description("The name of an object in the same namespace.")]
    public string? Name { get; set; }
}
