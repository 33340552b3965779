using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Queue;

namespace Slipway.Kubernetes.Controllers;

/// <summary>Queues the objects that a change concerns, by the changed object as it was and as it is.</summary>
internal sealed class ConcernsHandler<TOther>(Func<TOther, IEnumerable<EntityKey>> concerns, WorkQueue<EntityKey> queue) : IEntityHandler<TOther>
    where TOther : class, IMetadata<V1ObjectMeta>
{
    public ValueTask HandleAsync(EntityChange<TOther> change, CancellationToken cancellationToken)
    {
        var priority = change.IsInitial ? QueuePriority.Low : QueuePriority.Normal;
        var before = change.Previous is { } previous ? concerns(previous) : [];
        foreach (var key in before.Union(concerns(change.Entity)))
            queue.Add(key, priority);
        return ValueTask.CompletedTask;
    }
}
