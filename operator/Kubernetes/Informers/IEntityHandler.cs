using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Informers;

/// <summary>Is told of every change of a store, one at a time and in order, after the store shows it.</summary>
public interface IEntityHandler<TEntity>
    where TEntity : class, IMetadata<V1ObjectMeta>
{
    /// <summary>Takes note of a change. A slow handler delays only itself; an exception is logged and the next change follows.</summary>
    ValueTask HandleAsync(EntityChange<TEntity> change, CancellationToken cancellationToken);
}
