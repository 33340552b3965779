using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Queue;

namespace Slipway.Kubernetes.Controllers;

/// <summary>Queues the controller's own objects, and keeps the last state of those that go.</summary>
internal sealed class PrimaryHandler<TEntity>(DepartedObjects<TEntity> departed, WorkQueue<EntityKey> queue) : IEntityHandler<TEntity>
    where TEntity : class, IMetadata<V1ObjectMeta>
{
    public ValueTask HandleAsync(EntityChange<TEntity> change, CancellationToken cancellationToken)
    {
        if (change.Kind == EntityChangeKind.Deleted)
            departed.Add(change.Entity);
        queue.Add(EntityKey.Of(change.Entity), change.IsInitial ? QueuePriority.Low : QueuePriority.Normal);
        return ValueTask.CompletedTask;
    }
}
