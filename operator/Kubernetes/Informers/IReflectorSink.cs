using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Informers;

/// <summary>Takes what a <see cref="Reflector{TEntity}"/> reads.</summary>
internal interface IReflectorSink<TEntity>
    where TEntity : class, IMetadata<V1ObjectMeta>
{
    /// <param name="scope">The listed namespace; null: all.</param>
    /// <param name="listed">Everything there is.</param>
    void Replace(string? scope, IReadOnlyCollection<TEntity> listed);

    void Apply(WatchEvent<TEntity> watched);

    /// <summary>The scope cannot be listed for want of permission, and never could be so far.</summary>
    /// <param name="error">The server's words.</param>
    void Forbid(string? scope, string error);
}
