using Slipway.Api;
using Slipway.Gateway;
using Slipway.Local.Client;
using Slipway.Local.Store;
using Slipway.Telemetry.Logging;

namespace Slipway.Benchmarks.Gateway.Contenders;

/// <summary>Our gateway as a program: what <c>slipway gateway</c> runs, with the API server in memory.</summary>
internal static class GatewayProgram
{
    /// <summary>Numbers: its port, its admin port, the replica's port.</summary>
    public static async Task<int> RunAsync(int[] ports)
    {
        ApiRegistration.Register();
        var store = new ObjectStore();
        store.AddCustomKind(typeof(ModelDeployment));
        var client = new LocalKubernetesClient(store);
        await GatewayRoutes.AddAsync(store, client, ports[2]);
        var options = new GatewayOptions
        {
            HttpPort = ports[0],
            GrpcPort = 0,
            AdminPort = ports[1],
            LoopbackOnly = true,
            DrainDelay = TimeSpan.Zero,
            DrainTimeout = TimeSpan.FromSeconds(2),
        };
        await using var application = GatewayApplication.Build(options, client, logging => logging.UseSlipwayConsole(new LogSettings()));
        await application.RunAsync();
        return Environment.ExitCode;
    }
}
