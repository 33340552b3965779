using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Models;

/// <summary>The addresses behind a Service.</summary>
[KubernetesEntity(Group = "", ApiVersion = "v1", Kind = "Endpoints", PluralName = "endpoints")]
public sealed class V1Endpoints : KubernetesEntity
{
    public List<V1EndpointSubset>? Subsets { get; set; }
}
