using System.Net;

namespace Slipway.Gateway.Proxying;

/// <summary>The connections to replicas. A replica is not trusted to lead anywhere else: no redirects, no proxies, no cookies.</summary>
internal sealed class UpstreamClient : IDisposable
{
    private readonly HttpMessageInvoker invoker = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(1),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
        EnableMultipleHttp2Connections = true,
        MaxResponseHeadersLength = 64,
        // The client's traceparent goes through as it is.
        ActivityHeadersPropagator = null,
    });

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken) =>
        invoker.SendAsync(message, cancellationToken);

    public void Dispose() => invoker.Dispose();
}
