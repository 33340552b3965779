using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Informers;

/// <summary>
/// What the informer of a kind knows: a local copy of the server's objects, milliseconds behind it. Objects are shared
/// by all readers and never changed: clone before changing (<see cref="Serialization.KubernetesJson.Clone{T}"/>).
/// </summary>
public interface IEntityStore<TEntity>
    where TEntity : class, IMetadata<V1ObjectMeta>
{
    /// <summary>The object, or null when the store does not have it.</summary>
    TEntity? Get(EntityKey key);

    /// <summary>All objects, at one moment.</summary>
    IReadOnlyCollection<TEntity> List();

    /// <summary>Objects with an owner reference to this UID.</summary>
    IReadOnlyCollection<TEntity> OwnedBy(string ownerUid);

    /// <summary>Objects of a namespace (all namespaces when null) that carry this label with this value.</summary>
    IReadOnlyCollection<TEntity> WithLabel(string? @namespace, string label, string value);

    /// <summary>Whether the first list has been read and handed to all handlers.</summary>
    bool HasSynced { get; }
}
