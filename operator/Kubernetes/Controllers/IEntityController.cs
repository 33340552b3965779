using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Controllers;

/// <summary>
/// Makes the cluster agree with an object. Called at least once after each change, never twice at a time for one object;
/// must be safe to call again. An exception counts as a failure and is retried with back-off.
/// </summary>
public interface IEntityController<TEntity>
    where TEntity : class, IMetadata<V1ObjectMeta>
{
    /// <param name="entity">The object as the cache has it; shared, so clone before changing.</param>
    /// <param name="cancellationToken">Cancelled when this process must stop writing.</param>
    Task<ReconciliationResult<TEntity>> ReconcileAsync(TEntity entity, CancellationToken cancellationToken);

    /// <summary>Called once an object is gone for good, with its last known state.</summary>
    Task<ReconciliationResult<TEntity>> DeletedAsync(TEntity entity, CancellationToken cancellationToken);
}
