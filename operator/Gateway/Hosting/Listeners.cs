using System.Net;
using System.Net.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Slipway.Gateway.Hosting;

/// <summary>The ports, and what a connection may ask of them.</summary>
internal static class Listeners
{
    private const double SlowestBytesPerSecond = 240;

    private const int LongestHeaders = 32 * 1024;

    private const int LongestRequestLine = 8 * 1024;

    private const int MostHeaders = 100;

    /// <summary>Adds REST, gRPC and admin, in this order. The admin port never has TLS: only the cluster reaches it.</summary>
    public static void Add(KestrelServerOptions kestrel, GatewayOptions options, TlsCertificate? certificate)
    {
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", isEnabled: true);
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = LongestHeaders;
        kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
        kestrel.Limits.MaxRequestHeaderCount = MostHeaders;
        kestrel.Limits.RequestHeadersTimeout = options.HeaderTimeout;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(SlowestBytesPerSecond, options.SlowClientGrace);
        kestrel.Limits.MinResponseDataRate = new MinDataRate(SlowestBytesPerSecond, options.SlowClientGrace);
        kestrel.Limits.Http2.MaxStreamsPerConnection = options.MaxStreamsPerConnection;
        Listen(kestrel, options, options.HttpPort, listen => Serve(listen, HttpProtocols.Http1, SslApplicationProtocol.Http11, certificate));
        Listen(kestrel, options, options.GrpcPort, listen => Serve(listen, HttpProtocols.Http2, SslApplicationProtocol.Http2, certificate));
        Listen(kestrel, options, options.AdminPort, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection =>
            {
                connection.Features.Set(new AdminPort());
                return next(connection);
            });
        });
    }

    /// <summary>How bytes come in and go out.</summary>
    public static void AddTransport(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>>(new BlockPool());
        // Requests go on where their bytes came in, which are threads of the pool: no change of threads before the replica is asked.
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.UnsafePreferInlineScheduling = true);
        // The server would begin an activity and a scope for every request, only to log what is logged here better.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
    }

    private static void Listen(KestrelServerOptions kestrel, GatewayOptions options, int port, Action<ListenOptions> configure)
    {
        if (options.LoopbackOnly)
            kestrel.Listen(IPAddress.Loopback, port, configure);
        else
            kestrel.ListenAnyIP(port, configure);
    }

    private static void Serve(ListenOptions listen, HttpProtocols protocols, SslApplicationProtocol application, TlsCertificate? certificate)
    {
        listen.Protocols = protocols;
        if (certificate is null)
            return;
        listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = certificate.Current,
                ApplicationProtocols = [application],
            }),
        });
    }

    /// <summary>Marks connections to the admin port, whichever number it has.</summary>
    internal sealed class AdminPort;
}
