using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Informers;

/// <summary>A store that tells of its changes.</summary>
public interface IEntityInformer<TEntity> : IEntityStore<TEntity>
    where TEntity : class, IMetadata<V1ObjectMeta>
{
    /// <summary>Tells the handler of the objects that are there now, then of every change.</summary>
    void AddHandler(IEntityHandler<TEntity> handler);
}
