using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Slipway.Runtime.Server.Arguments;
using Slipway.Runtime.Server.Http;
using Slipway.Runtime.Server.Metrics;
using Slipway.Runtime.Server.Status;
using Slipway.Runtime.Serving.Lifecycle;
using Slipway.Telemetry;
using Slipway.Telemetry.Prometheus;

namespace Slipway.Runtime.Server.Hosting;

/// <summary>Kestrel with two ports: the protocol for everyone, the rest for the cluster.</summary>
internal static class RuntimeApplication
{
    /// <summary>The largest request body, also when decompressed.</summary>
    public const int MaxBodyBytes = 64 * 1024 * 1024;

    /// <summary>How long the kernel's hand-over and the last writes may take beyond what was asked for.</summary>
    private static readonly TimeSpan StopReserve = TimeSpan.FromSeconds(5);

    /// <summary>Builds the application; nothing listens before it is started.</summary>
    /// <param name="arguments">Ports, providers, times.</param>
    /// <param name="model">What is served, in whatever phase it is.</param>
    /// <param name="metrics">What is counted.</param>
    /// <param name="versions">For the status page.</param>
    /// <param name="loggers">Where logs go.</param>
    /// <param name="time">The clock.</param>
    public static WebApplication Build(
        ServeArguments arguments, ServedModel model, InferenceMetrics metrics, StatusVersions versions, ILoggerFactory loggers, TimeProvider time)
    {
        // Nothing is read from the surroundings: no ASPNETCORE_ variable or settings file may open another port.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, arguments));
        builder.Services.AddRoutingCore();
        builder.Services.Replace(ServiceDescriptor.Singleton(loggers));
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoHostLifetime>());
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = arguments.DrainTimeout + StopReserve);
        builder.Services.AddSlipwayTelemetry(new TelemetryOptions { ServiceName = "slipway-runtime", ServiceVersion = versions.Runtime });
        var application = builder.Build();
        var view = new ServedModelView(model);
        var protocol = new V2Handler(view, new InferHandler(view, metrics, MaxBodyBytes, time, loggers.CreateLogger<InferHandler>()));
        var admin = new AdminHandler(model, arguments.ExecutionProviders, versions);
        application.MapWhen(
            context => context.Connection.LocalPort == arguments.AdminPort,
            branch => branch.UseRouting().UseEndpoints(endpoints =>
            {
                admin.Map(endpoints);
                endpoints.MapPrometheusMetrics();
            }));
        application.Run(protocol.HandleAsync);
        return application;
    }

    private static void Listen(KestrelServerOptions kestrel, ServeArguments arguments)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        foreach (var port in new[] { arguments.HttpPort, arguments.AdminPort })
        {
            if (arguments.ListenAddress is { } address)
                kestrel.Listen(address, port, listen => listen.Protocols = HttpProtocols.Http1);
            else
                kestrel.ListenAnyIP(port, listen => listen.Protocols = HttpProtocols.Http1);
        }
    }
}
