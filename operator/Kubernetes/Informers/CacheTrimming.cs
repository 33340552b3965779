using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Informers;

/// <summary>Takes out of an object what only fills memory, before it is cached.</summary>
internal static class CacheTrimming
{
    /// <summary>Where kubectl keeps a copy of the whole object.</summary>
    internal const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>Removes managed fields and kubectl's copy. The server keeps both: patches and applies do not mention them.</summary>
    public static TEntity Trim<TEntity>(TEntity entity)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        entity.Metadata.Annotations?.Remove(LastApplied);
        if (entity.Metadata.UnknownFields is { } unknown && unknown.Remove("managedFields") && unknown.Count == 0)
            entity.Metadata.UnknownFields = null;
        return entity;
    }
}
