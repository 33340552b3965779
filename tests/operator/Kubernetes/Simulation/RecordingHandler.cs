using Slipway.Kubernetes.Entities;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Tests.Simulation;

/// <summary>Keeps what it is told, in order.</summary>
internal sealed class RecordingHandler<TEntity> : IEntityHandler<TEntity>
    where TEntity : class, IMetadata<V1ObjectMeta>
{
    public List<EntityChange<TEntity>> Changes { get; } = [];

    /// <summary>Runs before a change is kept; null: nothing does.</summary>
    public Func<EntityChange<TEntity>, Task>? Before { get; set; }

    public IEnumerable<string> Told => Changes.Select(change => $"{change.Kind} {change.Entity.Metadata.Name}");

    public async ValueTask HandleAsync(EntityChange<TEntity> change, CancellationToken cancellationToken)
    {
        if (Before is { } before)
            await before(change);
        Changes.Add(change);
    }
}
