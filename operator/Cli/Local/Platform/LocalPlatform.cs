using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Api;
using Slipway.Controllers;
using Slipway.Gateway;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Entities;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;
using Slipway.Local.Client;
using Slipway.Local.Node;
using Slipway.Local.Store;
using Slipway.Telemetry;

namespace Slipway.Cli.Local.Platform;

/// <summary>A cluster for one product on one machine: objects in memory, the operator, a node, and the gateway.</summary>
internal sealed class LocalPlatform : IAsyncDisposable
{
    /// <summary>Stands for the runtime program; nothing is pulled.</summary>
    private static readonly string RuntimeImage = $"slipway.local/runtime:{ManagerOptions.Version}";

    private readonly LocalOptions options;

    private readonly Action<ILoggingBuilder> logging;

    private WebApplication? gateway;

    private IHost? manager;

    private LocalPlatform(LocalOptions options, IKubernetesClient client, Action<ILoggingBuilder> logging) =>
        (this.options, Client, this.logging) = (options, client, logging);

    /// <summary>The objects; there from the beginning.</summary>
    public IKubernetesClient Client { get; }

    /// <summary>Where REST requests go, without a slash at the end; once it has started.</summary>
    public string Address => AddressAt(0);

    /// <summary>Where gRPC requests go; once it has started.</summary>
    public string GrpcAddress => AddressAt(1);

    /// <summary>Where the admin pages are; once it has started.</summary>
    public string AdminAddress => AddressAt(2);

    /// <summary>Makes the place for objects, which can be written at once; nothing acts on them yet.</summary>
    public static LocalPlatform Create(LocalOptions options, Action<ILoggingBuilder> logging)
    {
        ApiRegistration.Register();
        var store = new ObjectStore();
        store.AddCustomKind(typeof(ModelDeployment));
        store.AddNamespace(options.Namespace);
        return new LocalPlatform(options, new LocalKubernetesClient(store), logging);
    }

    /// <summary>Builds and starts all that acts. Once only; what was started before a failure ends with the disposal.</summary>
    /// <exception cref="IOException">A port is taken.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // The operator follows the gateway, at ports that are known once it listens.
        gateway = BuildGateway(options, Client, logging);
        await gateway.StartAsync(cancellationToken);
        manager = BuildManager(options, Client, new Uri(Address), new Uri(AdminAddress), logging);
        await manager.StartAsync(cancellationToken);
    }

    /// <summary>The operator's own copy of the objects of a kind; once it has started.</summary>
    public IEntityStore<TEntity> CacheOf<TEntity>()
        where TEntity : class, IMetadata<V1ObjectMeta> => Started(manager).Services.GetRequiredService<IEntityStore<TEntity>>();

    /// <summary>Ends all of it, models first.</summary>
    public async ValueTask DisposeAsync()
    {
        if (manager is not null)
        {
            await manager.StopAsync();
            manager.Dispose();
        }

        if (gateway is not null)
        {
            await gateway.StopAsync();
            await gateway.DisposeAsync();
        }
    }

    private static IHost BuildManager(
        LocalOptions options, IKubernetesClient client, Uri gatewayUrl, Uri gatewayAdmin, Action<ILoggingBuilder> logging)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        logging(builder.Logging);
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, UnattendedLifetime>());
        builder.Services.AddSingleton(client);
        builder.Services.AddSlipwayTelemetry(new TelemetryOptions
        {
            ServiceName = "slipway-local",
            ServiceVersion = ManagerOptions.Version,
            ActivitySources = [], // The gateway, in the same process, exports its own.
        });
        builder.Services.AddSlipwayControllers(new ManagerOptions
        {
            RuntimeImage = RuntimeImage,
            LeaderElection = false,
            GatewayUrl = gatewayUrl,
            GatewayAddresses = [gatewayAdmin],
            PodsShareAddresses = true,
            // Whoever writes the manifests here could open any address from here without us.
            AllowedHosts = ["*"],
            DrainDelay = options.DrainDelay,
            ScaleDownCaution = TimeSpan.Zero,
        });
        builder.Services.AddSingleton(new LocalNodeOptions
        {
            Runtime = options.Runtime,
            RuntimeImage = RuntimeImage,
            CacheDirectory = options.CacheDirectory,
            ScratchDirectory = options.ScratchDirectory,
            Mappings = options.Mappings,
            Gpus = options.Gpus,
            RestartDelay = options.RestartDelay,
        });
        builder.Services.AddHostedService<LocalNode>();
        return builder.Build();
    }

    private static WebApplication BuildGateway(LocalOptions options, IKubernetesClient client, Action<ILoggingBuilder> logging) => GatewayApplication.Build(
        new GatewayOptions
        {
            HttpPort = options.HttpPort,
            GrpcPort = options.GrpcPort,
            AdminPort = options.AdminPort,
            LoopbackOnly = true,
            DefaultNamespace = options.Namespace,
            DrainDelay = TimeSpan.Zero,
            DrainTimeout = TimeSpan.FromSeconds(2),
        },
        client,
        logging,
        ownSignals: false,
        new ModelEndpoint(client).Map);

    private static T Started<T>(T? part)
        where T : class => part ?? throw new InvalidOperationException("The platform has not been started.");

    private string AddressAt(int index) =>
        Started(gateway).Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ElementAt(index);
}
