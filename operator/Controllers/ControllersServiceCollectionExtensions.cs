using Microsoft.Extensions.DependencyInjection;
using Slipway.Api;
using Slipway.Controllers.Applying;
using Slipway.Controllers.Autoscaling;
using Slipway.Controllers.Demand;
using Slipway.Controllers.Measuring;
using Slipway.Controllers.Observing;
using Slipway.Controllers.Observing.Capacity;
using Slipway.Controllers.Observing.Metrics;
using Slipway.Controllers.Reporting;
using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Hosting;
using Slipway.Kubernetes.Models;
using Slipway.Telemetry.Prometheus;

namespace Slipway.Controllers;

/// <summary>Registers the operator of ModelDeployments.</summary>
public static class ControllersServiceCollectionExtensions
{
    /// <summary>Needs an <see cref="Slipway.Kubernetes.Client.IKubernetesClient"/>; begins with the host.</summary>
    public static IServiceCollection AddSlipwayControllers(this IServiceCollection services, ManagerOptions options)
    {
        ApiRegistration.Register();
        services.AddSingleton(options);
        services.AddSingleton(options.ToPlanningSettings());
        services.AddSingleton<ChildStores>();
        services.AddSingleton<IRuntimeStatusClient, RuntimeStatusClient>();
        services.AddSingleton<DemandBoard>();
        services.AddSingleton<DemandReader>();
        services.AddHostedService<DemandCollector>();
        services.AddClusterIndex(options.WatchNodes);
        services.AddMetricsServer(options.PrometheusUrl);
        services.AddSingleton<Observer>();
        services.AddSingleton<Applier>();
        services.AddChildKind<V1ControllerRevision>().AddChildKind<V1Deployment>().AddChildKind<V1ConfigMap>().AddChildKind<V1Pod>();
        services.AddChildKind<V1Service>().AddChildKind<V1ServiceAccount>().AddChildKind<V1NetworkPolicy>().AddChildKind<V1PodDisruptionBudget>();
        services.AddSingleton<StatusWriter>();
        services.AddSingleton<Announcer>();
        services.AddSingleton<StartMetrics>();
        services.AddSingleton<IStateMetrics, ModelDeploymentMetrics>();
        var trigger = new EntityTrigger();
        services.AddAutoscaling(trigger);
        services.AddKubernetesOperator(options.ToOperatorSettings())
            .FollowCapacity(options.WatchNodes)
            .AddController<ModelDeploymentController, ModelDeployment>(sources => sources
                .Owns<V1ControllerRevision>(ChildStores.Selector)
                .Owns<V1Deployment>(ChildStores.Selector)
                .Owns<V1Service>(ChildStores.Selector)
                .Owns<V1ServiceAccount>(ChildStores.Selector)
                .Owns<V1NetworkPolicy>(ChildStores.Selector)
                .Owns<V1PodDisruptionBudget>(ChildStores.Selector)
                .Owns<V1ConfigMap>(ChildStores.VersionedSelector)
                .Watches<V1ReplicaSet>(ChildStores.ModelOf, ChildStores.Selector)
                .Watches<V1Pod>(ChildStores.ModelOf, ChildStores.Selector)
                .TriggeredBy(trigger));
        return services;
    }

    private static void AddAutoscaling(this IServiceCollection services, EntityTrigger trigger)
    {
        services.AddSingleton(trigger);
        services.AddSingleton<ScaleBoard>();
        services.AddSingleton<WakeSignal>();
        services.AddSingleton<ScaleMemoryStore>();
        services.AddSingleton<IStateMetrics, ScalingMetrics>();
        services.AddHostedService<AutoscalerLoop>();
    }

    private static IServiceCollection AddChildKind<TChild>(this IServiceCollection services)
        where TChild : KubernetesEntity =>
        services.AddSingleton<IChildKind, ChildKind<TChild>>();
}
