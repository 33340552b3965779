using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Controllers;

internal sealed class ControllerSources<TEntity> : IControllerSources<TEntity>
    where TEntity : class, IMetadata<V1ObjectMeta>
{
    private readonly List<IControllerSource> all = [];

    public IReadOnlyList<IControllerSource> All => all;

    public IControllerSources<TEntity> Owns<TChild>(string? labelSelector = null)
        where TChild : class, IMetadata<V1ObjectMeta>
    {
        var owner = EntityDefinition.For<TEntity>();
        return Watches<TChild>(child => ControllingOwner.KeyOf(child, owner) is { } key ? [key] : [], labelSelector);
    }

    public IControllerSources<TEntity> Watches<TOther>(Func<TOther, IEnumerable<EntityKey>> concerns, string? labelSelector = null)
        where TOther : class, IMetadata<V1ObjectMeta>
    {
        all.Add(new ControllerSource<TOther>(concerns, labelSelector));
        return this;
    }

    public IControllerSources<TEntity> TriggeredBy(EntityTrigger trigger)
    {
        all.Add(new TriggerSource(trigger));
        return this;
    }
}
