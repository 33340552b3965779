using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Slipway.Api;
using Slipway.Gateway.Access;
using Slipway.Gateway.Demand;
using Slipway.Gateway.Hosting;
using Slipway.Gateway.Measuring;
using Slipway.Gateway.Pools;
using Slipway.Gateway.Proxying;
using Slipway.Gateway.Routing;
using Slipway.Gateway.Shadowing;
using Slipway.Gateway.Tracing;
using Slipway.Gateway.Trust;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Hosting;
using Slipway.Kubernetes.Models;
using Slipway.Telemetry;
using Slipway.Telemetry.Prometheus;

namespace Slipway.Gateway;

/// <summary>The gateway as a web application: REST, gRPC and the admin pages on a port each.</summary>
public static class GatewayApplication
{
    // Callers times versions: what is above would be missing in bills.
    private static readonly Dictionary<string, int> Series = new(StringComparer.Ordinal) { [UsageMeter.MeterName] = 10_000 };

    /// <summary>Builds it; nothing listens before it is started.</summary>
    /// <param name="options">What the administrator sets.</param>
    /// <param name="client">Where ModelDeployments and pods are read.</param>
    /// <param name="logging">Where logs go.</param>
    /// <param name="ownSignals">Whether SIGTERM drains this application; not where it runs inside another program.</param>
    /// <param name="pages">More pages of the admin port; null: none.</param>
    public static WebApplication Build(
        GatewayOptions options,
        IKubernetesClient client,
        Action<ILoggingBuilder> logging,
        bool ownSignals = true,
        Action<Microsoft.AspNetCore.Routing.IEndpointRouteBuilder>? pages = null)
    {
        ApiRegistration.Register();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        logging(builder.Logging);
        var certificate = options.TlsCertificatePath is { } path ? new TlsCertificate(path, options.TlsKeyPath ?? path) : null;
        var key = options.ReplicaKeyPath is { } keyPath ? new ReplicaKey(keyPath) : null;
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Listeners.Add(kestrel, options, certificate));
        Listeners.AddTransport(builder);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTimeout);
        builder.Services.AddRoutingCore();
        builder.Services.AddSlipwayTelemetry(new TelemetryOptions
        {
            ServiceName = "slipway-gateway",
            CardinalityLimitByMeter = Series,
            ActivitySources = [GatewayActivity.SourceName], // Not the web server's, which would say the same once more, and of probes.
        });
        AddServices(builder.Services, options, client, ownSignals);
        builder.Services.AddSingleton(provider => new ReplicaTokens(key, provider.GetRequiredService<TimeProvider>()));
        var application = builder.Build();
        certificate?.LogTo(application.Services.GetRequiredService<ILoggerFactory>());
        key?.LogTo(application.Services.GetRequiredService<ILoggerFactory>());
        var draining = application.Services.GetRequiredService<Draining>();
        var proxy = application.Services.GetRequiredService<TracedProxy>();
        application.MapWhen(context => context.Features.Get<Listeners.AdminPort>() is not null, branch => branch.UseRouting().UseEndpoints(endpoints =>
        {
            application.Services.GetRequiredService<AdminPages>().Map(endpoints);
            endpoints.MapPrometheusMetrics();
            pages?.Invoke(endpoints);
        }));
        application.Run(context =>
        {
            if (draining.HasBegun && HttpProtocol.IsHttp11(context.Request.Protocol))
                context.Response.Headers.Connection = "close";
            return proxy.HandleAsync(context);
        });
        return application;
    }

    private static void AddServices(IServiceCollection services, GatewayOptions options, IKubernetesClient client, bool ownSignals)
    {
        services.AddSingleton(options);
        services.AddSingleton(client);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<GatewayClock>();
        services.AddSingleton<Draining>();
        services.AddSingleton<RouteTable>();
        services.AddSingleton<DemandSignal>();
        services.AddSingleton<DemandEndpoint>();
        services.AddSingleton(provider => NewRouteBuilder(provider, options));
        services.AddSingleton<AccessSecrets>();
        services.AddSingleton<AccessPolicies>();
        services.AddSingleton<AccessGate>();
        services.AddSingleton<UpstreamClient>();
        services.AddSingleton<Forwarder>();
        services.AddSingleton<GatewayMetrics>();
        services.AddSingleton<UsageMeter>();
        services.AddSingleton<RouteReadiness>();
        services.AddSingleton<ShadowMetrics>();
        services.AddSingleton<ShadowSender>();
        services.AddSingleton<ShadowComparer>();
        services.AddHostedService(provider => provider.GetRequiredService<ShadowComparer>());
        services.AddSingleton<Shadows>();
        services.AddSingleton<ProxyTries>();
        services.AddSingleton<ProxyHandler>();
        services.AddSingleton<TracedProxy>();
        services.AddSingleton<AdminPages>();
        if (ownSignals)
            services.Replace(ServiceDescriptor.Singleton<IHostLifetime, DrainingLifetime>());
        services.AddKubernetesOperator(new OperatorSettings { Name = "slipway-gateway", LeaderElection = false, Namespaces = options.Namespaces })
            .AddController<RouteController, ModelDeployment>(sources => sources.Watches<V1Pod>(RouteController.ModelOf, Labels.ManagedBySelector));
    }

    private static RouteBuilder NewRouteBuilder(IServiceProvider provider, GatewayOptions options)
    {
        var clock = provider.GetRequiredService<GatewayClock>();
        var signal = provider.GetRequiredService<DemandSignal>();
        return new RouteBuilder(options, (model, revision) => new VersionPool(model, revision, PoolSettings.Of(options), clock, signal.Raise));
    }
}
