using Microsoft.Extensions.DependencyInjection;
using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Controllers.Observing.Capacity;

/// <summary>Registers what is followed to know what the cluster has room for. All of it may be forbidden: rollouts then ask the scheduler.</summary>
internal static class CapacityServiceCollectionExtensions
{
    /// <summary>Makes footprints known to the Kubernetes layer; call it before they are read.</summary>
    public static void RegisterFootprints() => KubernetesJson.Register(FootprintJsonContext.Default);

    /// <summary>Adds the index.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="watchNodes">Whether the operator may read nodes and the pods of all namespaces.</param>
    public static IServiceCollection AddClusterIndex(this IServiceCollection services, bool watchNodes) => services.AddSingleton(provider =>
    {
        IEntityInformer<V1Node>? nodes = watchNodes ? provider.GetRequiredService<IEntityInformer<V1Node>>() : null;
        IEntityInformer<PodFootprint>? pods = watchNodes ? provider.GetRequiredService<IEntityInformer<PodFootprint>>() : null;
        var index = new ClusterIndex(() => nodes is { HasSynced: true } && pods is { HasSynced: true });
        nodes?.AddHandler(index);
        pods?.AddHandler(index);
        provider.GetRequiredService<IEntityInformer<V1ResourceQuota>>().AddHandler(index);
        return index;
    });

    /// <summary>Follows quotas, and nodes and pods where they may be read.</summary>
    public static IKubernetesOperatorBuilder FollowCapacity(this IKubernetesOperatorBuilder builder, bool watchNodes)
    {
        builder.AddInformer<V1ResourceQuota>(isOptional: true);
        if (watchNodes)
        {
            RegisterFootprints();
            builder.AddInformer<V1Node>(isOptional: true).AddInformer<PodFootprint>(isOptional: true);
        }

        return builder;
    }
}
