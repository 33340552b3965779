using System.Collections.Immutable;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Informers;

/// <summary>The objects of a store at one moment, and what changes when the server tells something new. Immutable and pure.</summary>
internal sealed class StoreSnapshot<TEntity>
    where TEntity : class, IMetadata<V1ObjectMeta>
{
    public static StoreSnapshot<TEntity> Empty { get; } = new(
        ImmutableDictionary<EntityKey, TEntity>.Empty,
        new EntityIndex<TEntity>(entity => (entity.Metadata.OwnerReferences ?? []).Select(owner => owner.Uid)),
        ImmutableDictionary<string, EntityIndex<TEntity>>.Empty);

    private readonly EntityIndex<TEntity> owners;
    private readonly ImmutableDictionary<string, EntityIndex<TEntity>> labels;

    private StoreSnapshot(
        ImmutableDictionary<EntityKey, TEntity> objects, EntityIndex<TEntity> owners, ImmutableDictionary<string, EntityIndex<TEntity>> labels)
    {
        Objects = objects;
        this.owners = owners;
        this.labels = labels;
    }

    public ImmutableDictionary<EntityKey, TEntity> Objects { get; }

    public IReadOnlyCollection<TEntity> OwnedBy(string ownerUid) => [.. owners.Find(ownerUid).Select(key => Objects[key])];

    /// <summary>Whether <see cref="WithLabel"/> can be asked for this label.</summary>
    public bool HasLabelIndex(string label) => labels.ContainsKey(label);

    public IReadOnlyCollection<TEntity> WithLabel(string? @namespace, string label, string value) =>
        [.. labels[label].Find(value).Where(key => @namespace is null || key.Namespace == @namespace).Select(key => Objects[key])];

    /// <summary>Adds an index over a label's values; it is kept from then on.</summary>
    public StoreSnapshot<TEntity> IndexLabel(string label)
    {
        var index = new EntityIndex<TEntity>(
            entity => entity.Metadata.Labels is { } all && all.TryGetValue(label, out var value) ? [value] : []);
        return new(Objects, owners, labels.SetItem(label, index.With(Objects.Select(item => (item.Key, (TEntity?)null, (TEntity?)item.Value)))));
    }

    /// <summary>What a watch event changes: nothing for a repeated version, two changes for a re-created object.</summary>
    public (StoreSnapshot<TEntity> Next, IReadOnlyList<EntityChange<TEntity>> Changes) Apply(WatchEvent<TEntity> watched)
    {
        var key = EntityKey.Of(watched.Entity);
        var existing = Objects.GetValueOrDefault(key);
        if (watched.Type != WatchEventType.Deleted)
            return Commit(Difference(existing, watched.Entity));
        return existing is null ? (this, []) : Commit([new(EntityChangeKind.Deleted, SameObject(existing, watched.Entity) ? watched.Entity : existing)]);
    }

    /// <summary>What a full list changes. Objects of the scope that the list lacks were deleted unseen.</summary>
    /// <param name="scope">The listed namespace; null: all.</param>
    /// <param name="listed">Everything there is.</param>
    public (StoreSnapshot<TEntity> Next, IReadOnlyList<EntityChange<TEntity>> Changes) Replace(string? scope, IReadOnlyCollection<TEntity> listed)
    {
        var present = listed.Select(EntityKey.Of).ToHashSet();
        var gone = Objects
            .Where(item => (scope is null || item.Key.Namespace == scope) && !present.Contains(item.Key))
            .Select(item => new EntityChange<TEntity>(EntityChangeKind.Deleted, item.Value));
        var news = listed.SelectMany(entity => Difference(Objects.GetValueOrDefault(EntityKey.Of(entity)), entity));
        return Commit([.. gone, .. news]);
    }

    private static EntityChange<TEntity>[] Difference(TEntity? existing, TEntity entity)
    {
        if (existing is null)
            return [new(EntityChangeKind.Added, entity)];
        if (!SameObject(existing, entity))
            return [new(EntityChangeKind.Deleted, existing), new(EntityChangeKind.Added, entity)];
        return existing.Metadata.ResourceVersion == entity.Metadata.ResourceVersion
            ? []
            : [new(EntityChangeKind.Updated, entity, existing)];
    }

    private static bool SameObject(TEntity one, TEntity other) => one.Metadata.Uid == other.Metadata.Uid;

    private (StoreSnapshot<TEntity> Next, IReadOnlyList<EntityChange<TEntity>> Changes) Commit(EntityChange<TEntity>[] changes)
    {
        if (changes.Length == 0)
            return (this, changes);
        var objects = Objects.ToBuilder();
        var moves = new List<(EntityKey Key, TEntity? Before, TEntity? After)>(changes.Length);
        foreach (var change in changes)
        {
            var key = EntityKey.Of(change.Entity);
            var before = objects.GetValueOrDefault(key);
            var after = change.Kind == EntityChangeKind.Deleted ? null : change.Entity;
            moves.Add((key, before, after));
            if (after is null)
                objects.Remove(key);
            else
                objects[key] = after;
        }

        var next = new StoreSnapshot<TEntity>(
            objects.ToImmutable(),
            owners.With(moves),
            labels.IsEmpty ? labels : labels.ToImmutableDictionary(index => index.Key, index => index.Value.With(moves)));
        return (next, changes);
    }
}
