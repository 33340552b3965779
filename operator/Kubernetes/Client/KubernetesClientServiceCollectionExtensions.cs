using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Slipway.Kubernetes.Configuration;

namespace Slipway.Kubernetes.Client;

/// <summary>Registers the client.</summary>
public static class KubernetesClientServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IKubernetesClient"/>, its configuration and its options, unless they are there already.</summary>
    /// <param name="options">Null: the defaults.</param>
    public static IServiceCollection AddKubernetesClient(
        this IServiceCollection services, KubernetesClientConfiguration configuration, KubernetesClientOptions? options = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(configuration);
        services.TryAddSingleton(options ?? new KubernetesClientOptions());
        services.TryAddSingleton<IKubernetesClient>(provider => new KubernetesClient(
            provider.GetRequiredService<KubernetesClientConfiguration>(),
            provider.GetRequiredService<KubernetesClientOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILoggerFactory>(),
            provider.GetService<IMeterFactory>()));
        return services;
    }
}
