using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Controllers;

/// <summary>Further kinds whose changes make a controller look at its own objects.</summary>
public interface IControllerSources<TEntity>
    where TEntity : class, IMetadata<V1ObjectMeta>
{
    /// <summary>Changes of a child concern the object that its controlling owner reference names.</summary>
    /// <param name="labelSelector">Only children with these labels are watched and cached; null: all.</param>
    IControllerSources<TEntity> Owns<TChild>(string? labelSelector = null)
        where TChild : class, IMetadata<V1ObjectMeta>;

    /// <summary>Changes of another object concern the objects that <paramref name="concerns"/> names.</summary>
    IControllerSources<TEntity> Watches<TOther>(Func<TOther, IEnumerable<EntityKey>> concerns, string? labelSelector = null)
        where TOther : class, IMetadata<V1ObjectMeta>;

    /// <summary>What happens outside of Kubernetes makes the controller look at its objects.</summary>
    IControllerSources<TEntity> TriggeredBy(EntityTrigger trigger);
}
