using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Gateway;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Configuration;
using Slipway.Telemetry.Logging;

namespace Slipway.Cli.Hosting;

/// <summary>Runs the gateway until SIGTERM and the end of its requests.</summary>
internal static class GatewayHost
{
    public static async Task<int> RunAsync(
        GatewayOptions options, KubernetesClientConfiguration configuration, LogSettings log, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.UseSlipwayConsole(log));
        services.AddKubernetesClient(configuration);
        await using var provider = services.BuildServiceProvider();
        await using var app = GatewayApplication.Build(
            options, provider.GetRequiredService<IKubernetesClient>(), logging => logging.UseSlipwayConsole(log));
        try
        {
            await app.RunAsync(cancellationToken);
        }
        catch (IOException error)
        {
            HostLog.CannotListen(app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Slipway.Gateway"), error.Message);
            return ExitCodes.Failed;
        }
        return Environment.ExitCode;
    }
}
