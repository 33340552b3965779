using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Kubernetes.Informers;

/// <summary>The first part of a streaming list: objects one by one, until a bookmark says that these were all.</summary>
internal sealed class InitialEvents<TEntity>
    where TEntity : class, IMetadata<V1ObjectMeta>
{
    private readonly Dictionary<EntityKey, TEntity> listed = [];

    /// <summary>What there is at <see cref="Version"/>, once complete.</summary>
    public IReadOnlyCollection<TEntity> Objects => listed.Values;

    /// <summary>The version of the list; null until it is complete.</summary>
    public string? Version { get; private set; }

    /// <summary>Takes the next event.</summary>
    /// <returns>False: a bookmark that belongs to a plain watch. The server does not know of streaming lists.</returns>
    public bool Take(WatchEvent<TEntity> watched)
    {
        var metadata = watched.Entity.Metadata;
        switch (watched.Type)
        {
            case WatchEventType.Bookmark when metadata.Annotations?.GetValueOrDefault(WatchOptions.InitialEventsEnd) == "true":
                Version = metadata.ResourceVersion
                    ?? throw new InvalidOperationException("The bookmark at the end of a streaming list has no resourceVersion.");
                return true;
            case WatchEventType.Bookmark:
                return false;
            case WatchEventType.Deleted:
                listed.Remove(EntityKey.Of(watched.Entity));
                return true;
            default:
                listed[EntityKey.Of(watched.Entity)] = CacheTrimming.Trim(watched.Entity);
                return true;
        }
    }
}
