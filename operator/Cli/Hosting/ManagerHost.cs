using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Controllers;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Configuration;
using Slipway.Kubernetes.Health;
using Slipway.Telemetry;
using Slipway.Telemetry.Logging;
using Slipway.Telemetry.Prometheus;

namespace Slipway.Cli.Hosting;

/// <summary>Runs the operator until SIGTERM, then lets work finish and gives the lease back.</summary>
internal static class ManagerHost
{
    /// <summary>Within a pod's usual 30 s: time for running reconciliations and the release of the lease.</summary>
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(
        ManagerOptions options,
        KubernetesClientConfiguration configuration,
        LogSettings log,
        int metricsPort,
        int healthPort,
        CancellationToken cancellationToken)
    {
        await using var app = Build(options, configuration, log, metricsPort, healthPort);
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Slipway.Manager");
        HostLog.Starting(logger, ManagerOptions.Version, configuration.Server, configuration.Source, options.RuntimeImage);
        try
        {
            await app.RunAsync(cancellationToken);
        }
        catch (IOException error)
        {
            HostLog.CannotListen(logger, error.Message);
            return ExitCodes.Failed;
        }
        return Environment.ExitCode;
    }

    private static WebApplication Build(ManagerOptions options, KubernetesClientConfiguration configuration, LogSettings log, int metricsPort, int healthPort)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.UseSlipwayConsole(log);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ListenAnyIP(metricsPort);
            if (healthPort != metricsPort)
                kestrel.ListenAnyIP(healthPort);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownLimit);
        builder.Services.AddRoutingCore();
        builder.Services.AddSlipwayTelemetry(new TelemetryOptions { ServiceName = "slipway-manager", ServiceVersion = ManagerOptions.Version });
        builder.Services.AddKubernetesClient(configuration);
        builder.Services.AddSlipwayControllers(options);

        var app = builder.Build();
        app.UseRouting();
        app.MapPrometheusMetrics();
        MapProbe(app, "/healthz", health => health.Live);
        MapProbe(app, "/readyz", health => health.Ready);
        return app;
    }

    private static void MapProbe(IEndpointRouteBuilder endpoints, string path, Func<IOperatorHealth, HealthVerdict> judge) =>
        endpoints.MapGet(path, (RequestDelegate)(context =>
        {
            var verdict = judge(context.RequestServices.GetRequiredService<IOperatorHealth>());
            context.Response.StatusCode = verdict.IsHealthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            context.Response.ContentType = "text/plain; charset=utf-8";
            return context.Response.WriteAsync($"{verdict.Message}\n", context.RequestAborted);
        }));
}
