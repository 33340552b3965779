using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Controllers;

/// <summary>
/// Registers what an operator runs, on <c>services.AddKubernetesOperator(settings)</c>. A controller's informers, queue
/// and workers start when this process leads. <see cref="Informers.IEntityStore{TEntity}"/> of every watched kind can be injected.
/// </summary>
public interface IKubernetesOperatorBuilder
{
    /// <summary>Adds a controller for a kind.</summary>
    /// <param name="sources">Further kinds whose changes concern it.</param>
    IKubernetesOperatorBuilder AddController<TController, TEntity>(Action<IControllerSources<TEntity>>? sources = null)
        where TController : class, IEntityController<TEntity>
        where TEntity : class, IMetadata<V1ObjectMeta>;

    /// <summary>Adds a finalizer under this name (<c>group/name</c>); it is put on every object of the kind.</summary>
    IKubernetesOperatorBuilder AddFinalizer<TFinalizer, TEntity>(string finalizer)
        where TFinalizer : class, IEntityFinalizer<TEntity>
        where TEntity : class, IMetadata<V1ObjectMeta>;
}
