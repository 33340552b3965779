using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;

namespace Slipway.Local.Node;

/// <summary>All objects that a node acts on, as they were at the beginning of a pass.</summary>
internal sealed record NodeObjects(
    IReadOnlyList<V1Deployment> Deployments, IReadOnlyList<V1ReplicaSet> ReplicaSets, IReadOnlyList<V1Pod> Pods)
{
    public static async Task<NodeObjects> ReadAsync(IKubernetesClient client, CancellationToken cancellationToken) => new(
        (await client.ListAsync<V1Deployment>(null, ListOptions.Everything, cancellationToken)).Items,
        (await client.ListAsync<V1ReplicaSet>(null, ListOptions.Everything, cancellationToken)).Items,
        (await client.ListAsync<V1Pod>(null, ListOptions.Everything, cancellationToken)).Items);

    public IEnumerable<V1ReplicaSet> ReplicaSetsOf(V1Deployment deployment) =>
        ReplicaSets.Where(candidate => IsControlledBy(candidate, deployment));

    public IEnumerable<V1Pod> PodsOf(V1ReplicaSet replicaSet) => Pods.Where(candidate => IsControlledBy(candidate, replicaSet));

    private static bool IsControlledBy(IMetadata<V1ObjectMeta> entity, IMetadata<V1ObjectMeta> owner) =>
        entity.Metadata.OwnerReferences?.Exists(reference => reference.Controller == true && reference.Uid == owner.Metadata.Uid) == true;
}
