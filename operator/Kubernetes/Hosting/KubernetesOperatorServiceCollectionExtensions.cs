using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Events;
using Slipway.Kubernetes.Health;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Leadership;

namespace Slipway.Kubernetes.Hosting;

/// <summary>Registers an operator.</summary>
public static class KubernetesOperatorServiceCollectionExtensions
{
    private const string LogCategory = "Slipway.Kubernetes";

    /// <summary>
    /// Adds an operator that runs with the host. Also registers <see cref="IEventPublisher"/>, <see cref="ILeadership"/> and
    /// <see cref="IOperatorHealth"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">No <see cref="IKubernetesClient"/> has been registered before, or an operator has.</exception>
    public static IKubernetesOperatorBuilder AddKubernetesOperator(this IServiceCollection services, OperatorSettings settings)
    {
        if (services.Any(service => service.ServiceType == typeof(OperatorRegistrations)))
            throw new InvalidOperationException("AddKubernetesOperator has been called already.");
        var registrations = new OperatorRegistrations();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton(registrations);
        services.AddSingleton<OperatorMetrics>();
        AddFence(services);
        AddLeadership(services, settings);
        AddEnvironments(services);
        services.AddSingleton<EventPublisher>();
        services.AddSingleton<IEventPublisher>(provider => provider.GetRequiredService<EventPublisher>());
        services.AddSingleton<IOperatorHealth, OperatorHealth>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<OperatorRun>(provider, Logger(provider, "Hosting")));
        services.AddHostedService<EventWriter>();
        services.AddHostedService<OperatorHost>();
        return new KubernetesOperatorBuilder(services, registrations);
    }

    /// <summary>Puts the fence before the client that was registered, and keeps that one under a key.</summary>
    private static void AddFence(IServiceCollection services)
    {
        var plain = services.LastOrDefault(service => service.ServiceType == typeof(IKubernetesClient) && !service.IsKeyedService)
            ?? throw new InvalidOperationException("Register an IKubernetesClient before AddKubernetesOperator.");
        services.Remove(plain);
        services.AddKeyedSingleton(KubernetesClients.Unfenced, (provider, _) => Create(provider, plain));
        services.AddSingleton<IKubernetesClient>(provider => new FencedKubernetesClient(
            provider.GetRequiredKeyedService<IKubernetesClient>(KubernetesClients.Unfenced), provider.GetRequiredService<ILeadership>()));
    }

    private static IKubernetesClient Create(IServiceProvider provider, ServiceDescriptor plain) =>
        (IKubernetesClient)(plain.ImplementationInstance
            ?? plain.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, plain.ImplementationType!));

    private static void AddLeadership(IServiceCollection services, OperatorSettings settings)
    {
        var identity = PodEnvironment.NewIdentity();
        var election = new LeaderElectionOptions
        {
            Namespace = settings.LeaseNamespace ?? PodEnvironment.Namespace() ?? "default",
            Name = settings.LeaseName ?? settings.Name,
            Identity = identity,
            LeaseDuration = settings.LeaseDuration,
            RenewDeadline = settings.RenewDeadline,
            RetryPeriod = settings.RetryPeriod,
        }.Validated();
        services.AddSingleton<ILeaderElector>(provider => settings.LeaderElection ? Elector(provider, election) : new NoElection(identity));
        services.AddSingleton<ILeadership>(provider => provider.GetRequiredService<ILeaderElector>());
    }

    private static LeaderElector Elector(IServiceProvider provider, LeaderElectionOptions election)
    {
        var clock = provider.GetRequiredService<TimeProvider>();
        var client = provider.GetRequiredKeyedService<IKubernetesClient>(KubernetesClients.Unfenced);
        var elector = new LeaderElector(new LeaseClaimant(client, election, clock), election, clock, Logger(provider, "Leadership"));
        provider.GetRequiredService<OperatorMetrics>().ObserveLease(election.Name, () => elector.IsLeading);
        return elector;
    }

    private static void AddEnvironments(IServiceCollection services)
    {
        services.AddSingleton(provider => new InformerEnvironment
        {
            Clock = provider.GetRequiredService<TimeProvider>(),
            Random = Random.Shared,
            StreamsLists = provider.GetRequiredService<OperatorSettings>().StreamingLists,
            Metrics = provider.GetRequiredService<OperatorMetrics>(),
            Logger = Logger(provider, "Informers"),
        });
        services.AddSingleton(provider => new ControllerEnvironment
        {
            Services = provider,
            Client = provider.GetRequiredService<IKubernetesClient>(),
            Settings = provider.GetRequiredService<OperatorSettings>(),
            Clock = provider.GetRequiredService<TimeProvider>(),
            Metrics = provider.GetRequiredService<OperatorMetrics>(),
            Logger = Logger(provider, "Controllers"),
        });
    }

    private static ILogger Logger(IServiceProvider provider, string part) =>
        provider.GetRequiredService<ILoggerFactory>().CreateLogger($"{LogCategory}.{part}");
}
