using Microsoft.Extensions.DependencyInjection;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Queue;

namespace Slipway.Kubernetes.Controllers;

/// <summary>Another kind whose changes concern a controller's objects.</summary>
/// <param name="concerns">The objects that a change of the other one concerns.</param>
/// <param name="labelSelector">Only objects with these labels; null: all.</param>
internal sealed class ControllerSource<TOther>(Func<TOther, IEnumerable<EntityKey>> concerns, string? labelSelector) : IControllerSource
    where TOther : class, IMetadata<V1ObjectMeta>
{
    public void Follow(IKubernetesOperatorBuilder builder) => builder.AddInformer<TOther>(labelSelector);

    public void Connect(IServiceProvider services, WorkQueue<EntityKey> queue) =>
        services.GetRequiredKeyedService<IEntityInformer<TOther>>(labelSelector ?? "").AddHandler(new ConcernsHandler<TOther>(concerns, queue));
}
