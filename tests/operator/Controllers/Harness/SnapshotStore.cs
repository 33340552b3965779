using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;
using Slipway.Local.Client;

namespace Slipway.Controllers.Tests.Harness;

/// <summary>An informer's store that follows the server only when told: tests decide how far it is behind.</summary>
internal sealed class SnapshotStore<TEntity>(LocalKubernetesClient client, string? labelSelector) : IEntityStore<TEntity>, ISnapshot
    where TEntity : class, IMetadata<V1ObjectMeta>
{
    private List<TEntity> entities = [];

    public bool HasSynced => true;

    public async Task RefreshAsync() =>
        entities = (await client.ListAsync<TEntity>(null, new ListOptions { LabelSelector = labelSelector }, CancellationToken.None)).Items;

    public TEntity? Get(EntityKey key) => entities.Find(entity => EntityKey.Of(entity) == key);

    public IReadOnlyCollection<TEntity> List() => entities;

    public IReadOnlyCollection<TEntity> OwnedBy(string ownerUid) =>
        entities.FindAll(entity => entity.Metadata.OwnerReferences?.Exists(owner => owner.Uid == ownerUid) ?? false);

    public IReadOnlyCollection<TEntity> WithLabel(string? @namespace, string label, string value) =>
        entities.FindAll(entity => (@namespace is null || entity.Metadata.Namespace == @namespace) && entity.Metadata.Labels?.GetValueOrDefault(label) == value);
}
