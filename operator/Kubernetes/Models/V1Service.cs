using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Models;

/// <summary>A stable address in front of pods.</summary>
[KubernetesEntity(Group = "", ApiVersion = "v1", Kind = "Service", PluralName = "services")]
public sealed class V1Service : KubernetesEntity, ISpec<V1ServiceSpec>, IStatus<V1ServiceStatus>
{
    public V1ServiceSpec Spec { get; set; } = new();

    public V1ServiceStatus Status { get; set; } = new();
}
