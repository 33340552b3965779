using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Hosting;

internal sealed class KubernetesOperatorBuilder(IServiceCollection services, OperatorRegistrations registrations) : IKubernetesOperatorBuilder
{
    public IKubernetesOperatorBuilder AddController<TController, TEntity>(Action<IControllerSources<TEntity>>? sources = null)
        where TController : class, IEntityController<TEntity>
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        var further = new ControllerSources<TEntity>();
        sources?.Invoke(further);
        AddInformer<TEntity>();
        foreach (var source in further.All)
            source.Follow(this);

        var (name, isFirst) = registrations.AddController(typeof(TController), typeof(TEntity));
        services.TryAddSingleton<TController>();
        services.AddSingleton<IControllerLoop>(provider => new ControllerLoop<TEntity>(
            name,
            new ControllerParts<TEntity>
            {
                Controller = provider.GetRequiredService<TController>(),
                Informer = provider.GetRequiredKeyedService<IEntityInformer<TEntity>>(""),
                Sources = further.All,
                Finalizers = isFirst ? [.. provider.GetServices<FinalizerRegistration<TEntity>>()] : [],
            },
            provider.GetRequiredService<ControllerEnvironment>()));
        return this;
    }

    public IKubernetesOperatorBuilder AddFinalizer<TFinalizer, TEntity>(string finalizer)
        where TFinalizer : class, IEntityFinalizer<TEntity>
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        registrations.AddFinalizer(typeof(TEntity));
        services.TryAddSingleton<TFinalizer>();
        services.AddSingleton(provider => new FinalizerRegistration<TEntity>(finalizer, provider.GetRequiredService<TFinalizer>()));
        return this;
    }

    public IKubernetesOperatorBuilder AddInformer<TEntity>(string? labelSelector = null, bool isOptional = false)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        var kind = InformerKind.Of<TEntity>(labelSelector) with { IsOptional = isOptional };
        if (!registrations.Add(kind))
            return this;

        var key = labelSelector ?? "";
        services.AddKeyedSingleton(key, (provider, _) => new EntityInformer<TEntity>(
            provider.GetRequiredService<IKubernetesClient>(),
            kind,
            provider.GetRequiredService<OperatorSettings>().Namespaces,
            provider.GetRequiredService<InformerEnvironment>()));
        services.AddKeyedSingleton<IEntityInformer<TEntity>>(key, (provider, _) => Informer<TEntity>(provider, key));
        services.AddKeyedSingleton<IEntityStore<TEntity>>(key, (provider, _) => Informer<TEntity>(provider, key));
        services.AddSingleton<IInformer>(provider => Informer<TEntity>(provider, key));
        services.TryAddSingleton<IEntityInformer<TEntity>>(Default<TEntity>);
        services.TryAddSingleton<IEntityStore<TEntity>>(Default<TEntity>);
        return this;
    }

    private static EntityInformer<TEntity> Informer<TEntity>(IServiceProvider provider, string key)
        where TEntity : class, IMetadata<V1ObjectMeta> => provider.GetRequiredKeyedService<EntityInformer<TEntity>>(key);

    private EntityInformer<TEntity> Default<TEntity>(IServiceProvider provider)
        where TEntity : class, IMetadata<V1ObjectMeta> =>
        Informer<TEntity>(provider, registrations.Default(typeof(TEntity)).LabelSelector ?? "");
}
