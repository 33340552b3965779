using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Models;

/// <summary>One generation of a Deployment's pods.</summary>
[KubernetesEntity(Group = "apps", ApiVersion = "v1", Kind = "ReplicaSet", PluralName = "replicasets")]
public sealed class V1ReplicaSet : KubernetesEntity, ISpec<V1ReplicaSetSpec>, IStatus<V1ReplicaSetStatus>
{
    public V1ReplicaSetSpec Spec { get; set; } = new();

    public V1ReplicaSetStatus Status { get; set; } = new();
}
