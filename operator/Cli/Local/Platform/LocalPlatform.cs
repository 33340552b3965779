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

    private readonly IHost manager;

    private readonly WebApplication gateway;

    private LocalPlatform(IKubernetesClient client, IHost manager, WebApplication gateway) =>
        (Client, this.manager, this.gateway) = (client, manager, gateway);

    /// <summary>The objects.</summary>
    public IKubernetesClient Client { get; }

    /// <summary>Where REST requests go, without a slash at the end.</summary>
    public string Address => AddressAt(gateway, 0);

    /// <summary>Where gRPC requests go.</summary>
    public string GrpcAddress => AddressAt(gateway, 1);

    /// <summary>Builds and starts all of it.</summary>
    /// <exception cref="IOException">A port is taken.</exception>
    public static async Task<LocalPlatform> StartAsync(LocalOptions options, Action<ILoggingBuilder> logging, CancellationToken cancellationToken)
    {
        ApiRegistration.Register();
        var store = new ObjectStore();
        store.AddCustomKind(typeof(ModelDeployment));
        store.AddNamespace(options.Namespace);
        var client = new LocalKubernetesClient(store);
        // The operator follows the gateway, at ports that are known once it listens.
        var front = BuildGateway(options, client, logging);
        IHost? back = null;
        try
        {
            await front.StartAsync(cancellationToken);
            back = BuildManager(options, client, new Uri(AddressAt(front, 0)), new Uri(AddressAt(front, 2)), logging);
            await back.StartAsync(cancellationToken);
            return new LocalPlatform(client, back, front);
        }
        catch
        {
            back?.Dispose();
            await front.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends all of it, models first.</summary>
    public async ValueTask DisposeAsync()
    {
        await manager.StopAsync();
        manager.Dispose();
        await gateway.StopAsync();
        await gateway.DisposeAsync();
    }

    private static IHost BuildManager(
        LocalOptions options, IKubernetesClient client, Uri gatewayUrl, Uri gatewayAdmin, Action<ILoggingBuilder> logging)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        logging(builder.Logging);
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, UnattendedLifetime>());
        builder.Services.AddSingleton(client);
        builder.Services.AddSlipwayTelemetry(new TelemetryOptions { ServiceName = "slipway-local", ServiceVersion = ManagerOptions.Version });
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
        ownSignals: false);

    private static string AddressAt(WebApplication application, int index) =>
        application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ElementAt(index);
}
