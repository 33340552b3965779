using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Controllers;

/// <summary>What one controller consists of.</summary>
internal sealed record ControllerParts<TEntity>
    where TEntity : class, IMetadata<V1ObjectMeta>
{
    public required IEntityController<TEntity> Controller { get; init; }

    /// <summary>Follows the controller's own kind.</summary>
    public required IEntityInformer<TEntity> Informer { get; init; }

    /// <summary>Further kinds that fill the queue.</summary>
    public IReadOnlyList<IControllerSource> Sources { get; init; } = [];

    /// <summary>In the order in which they run.</summary>
    public IReadOnlyList<FinalizerRegistration<TEntity>> Finalizers { get; init; } = [];
}
