using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Controllers;

/// <summary>
/// Registers what an operator runs, on <c>services.AddKubernetesOperator(settings)</c>. Informers, queues and workers
/// start when this process leads. <see cref="IEntityStore{TEntity}"/> and <see cref="IEntityInformer{TEntity}"/> of every
/// followed kind can be injected; where a kind is followed with several label selectors, inject them keyed by selector.
/// </summary>
public interface IKubernetesOperatorBuilder
{
    /// <summary>Adds a controller for a kind.</summary>
    /// <param name="sources">Further kinds whose changes concern it.</param>
    IKubernetesOperatorBuilder AddController<TController, TEntity>(Action<IControllerSources<TEntity>>? sources = null)
        where TController : class, IEntityController<TEntity>
        where TEntity : class, IMetadata<V1ObjectMeta>;

    /// <summary>
    /// Adds a finalizer under this name (<c>group/name</c>); it is put on every object of the kind by the kind's controller.
    /// Several run in the order in which they were added.
    /// </summary>
    IKubernetesOperatorBuilder AddFinalizer<TFinalizer, TEntity>(string finalizer)
        where TFinalizer : class, IEntityFinalizer<TEntity>
        where TEntity : class, IMetadata<V1ObjectMeta>;

    /// <summary>Follows a kind without a controller, for whoever injects its store or informer.</summary>
    /// <param name="labelSelector">Only objects with these labels; null: all.</param>
    /// <param name="isOptional">
    /// Whether controllers begin without it: it may be forbidden, and its store says by <see cref="IEntityStore{TEntity}.HasSynced"/>
    /// whether it knows anything. Default false.
    /// </param>
    IKubernetesOperatorBuilder AddInformer<TEntity>(string? labelSelector = null, bool isOptional = false)
        where TEntity : class, IMetadata<V1ObjectMeta>;
}
