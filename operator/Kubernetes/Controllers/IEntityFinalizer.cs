using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Controllers;

/// <summary>Clears up outside the cluster before an object goes. Success removes the finalizer; a failure is retried.</summary>
public interface IEntityFinalizer<TEntity>
    where TEntity : class, IMetadata<V1ObjectMeta>
{
    Task<ReconciliationResult<TEntity>> FinalizeAsync(TEntity entity, CancellationToken cancellationToken);
}
