using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Slipway.Runtime.Server.Admission;
using Slipway.Runtime.Server.Arguments;
using Slipway.Runtime.Server.Grpc;
using Slipway.Runtime.Server.Http;
using Slipway.Runtime.Server.Inference;
using Slipway.Runtime.Server.Limits;
using Slipway.Runtime.Server.Metrics;
using Slipway.Runtime.Server.Status;
using Slipway.Runtime.Server.V1;
using Slipway.Runtime.Serving.Lifecycle;
using Slipway.Telemetry;
using Slipway.Telemetry.Prometheus;

namespace Slipway.Runtime.Server.Hosting;

/// <summary>Kestrel with three ports: the protocols for everyone, the rest for the cluster.</summary>
internal static class RuntimeApplication
{
    /// <summary>The largest request body, also when decompressed.</summary>
    public const int MaxBodyBytes = 64 * 1024 * 1024;

    private const int MaxStreamsPerConnection = 1024;

    /// <summary>How long the kernel's hand-over and the last writes may take beyond what was asked for.</summary>
    private static readonly TimeSpan StopReserve = TimeSpan.FromSeconds(5);

    /// <summary>Builds the application; nothing listens before it is started.</summary>
    /// <param name="arguments">Ports, providers, times.</param>
    /// <param name="model">What is served, in whatever phase it is.</param>
    /// <param name="metrics">What is counted.</param>
    /// <param name="versions">For the status page; asked when somebody looks.</param>
    /// <param name="loggers">Where logs go.</param>
    /// <param name="time">The clock.</param>
    public static WebApplication Build(
        ServeArguments arguments, ServedModel model, InferenceMetrics metrics, Func<StatusVersions> versions, ILoggerFactory loggers, TimeProvider time)
    {
        // Nothing is read from the surroundings: no ASPNETCORE_ variable or settings file may open another port.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, arguments));
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>>(new TransportBlocks());
        builder.Services.AddRoutingCore();
        builder.Services.AddResponseCompression(AnswerCompression.Configure);
        builder.Services.Replace(ServiceDescriptor.Singleton<IResponseCompressionProvider, AnswerCompression>());
        builder.Services.Replace(ServiceDescriptor.Singleton(loggers));
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoHostLifetime>());
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = arguments.DrainTimeout + StopReserve);
        builder.Services.AddSlipwayTelemetry(new TelemetryOptions { ServiceName = "slipway-runtime", ServiceVersion = ProgramVersion.Text });
        if (arguments.Gateway is { } trust) builder.Services.AddSingleton(_ => new GatewayVerifier(trust, time)); // Disposed of with the application.
        var application = builder.Build();
        var view = new ServedModelView(model);
        var pipeline = new InferPipeline(view, metrics, time);
        var limits = new BodyLimits(MaxBodyBytes, new ByteBudget(arguments.Scheduling.MaxInFlightBytes));
        metrics.Watch(limits.Budget);
        var predict = new PredictHandler(view, pipeline, metrics, limits, time, loggers.CreateLogger<PredictHandler>());
        var infer = new InferHandler(view, metrics, limits, time, loggers.CreateLogger<InferHandler>());
        var protocol = new V2Handler(view, infer, predict, metrics.Totals, limits.Budget);
        var guard = application.Services.GetService<GatewayVerifier>() is { } verifier ? new GatewayGuard(verifier, metrics) : null;
        var admin = new AdminHandler(model, arguments.ExecutionProviders, versions);
        application.MapWhen(
            context => context.Connection.LocalPort == arguments.AdminPort,
            branch => branch.UseRouting().UseEndpoints(endpoints =>
            {
                admin.Map(endpoints);
                endpoints.MapPrometheusMetrics();
            }));
        application.Use(new RequestObserver(loggers.CreateLogger<RequestObserver>(), time).ObserveAsync);
        if (arguments.GrpcPort > 0)
        {
            var grpc = Grpc(view, pipeline, metrics, limits, guard, loggers, time);
            var stopping = application.Lifetime.ApplicationStopping;
            application.MapWhen(
                context => context.Connection.LocalPort == arguments.GrpcPort,
                branch => branch.Run(context => grpc.HandleAsync(context, stopping)));
        }

        if (guard is not null) application.Use(guard.InvokeAsync);
        application.UseResponseCompression();
        application.Run(protocol.HandleAsync);
        return application;
    }

    private static GrpcHandler Grpc(
        ServedModelView view, InferPipeline pipeline, InferenceMetrics metrics, BodyLimits limits, GatewayGuard? guard, ILoggerFactory loggers, TimeProvider time) => new(
            view.Model,
            new GrpcInference(view, pipeline, metrics, time),
            new GrpcQueries(view, metrics.Totals),
            new GrpcHealth(view.Model, time),
            guard,
            metrics,
            limits,
            time,
            loggers.CreateLogger<GrpcHandler>());

    private static void Listen(KestrelServerOptions kestrel, ServeArguments arguments)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        var connections = new ConnectionLimit(arguments.Scheduling.MaxConnections);
        Listen(kestrel, arguments.ListenAddress, arguments.HttpPort, HttpProtocols.Http1, connections);
        Listen(kestrel, arguments.ListenAddress, arguments.AdminPort, HttpProtocols.Http1, connections: null);
        if (arguments.GrpcPort == 0) return;
        // gRPC clients put all their calls on one connection.
        kestrel.Limits.Http2.MaxStreamsPerConnection = MaxStreamsPerConnection;
        Listen(kestrel, arguments.ListenAddress, arguments.GrpcPort, HttpProtocols.Http2, connections);
    }

    private static void Listen(KestrelServerOptions kestrel, IPAddress? address, int port, HttpProtocols protocols, ConnectionLimit? connections)
    {
        if (address is null) kestrel.ListenAnyIP(port, Configure);
        else kestrel.Listen(address, port, Configure);

        void Configure(ListenOptions listen)
        {
            listen.Protocols = protocols;
            if (connections is not null) listen.Use(connections.Apply);
        }
    }
}
