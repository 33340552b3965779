using System.Net;
using System.Net.Security;
using Slipway.Kubernetes.Client.Credentials;
using Slipway.Kubernetes.Configuration;

namespace Slipway.Kubernetes.Client.Transport;

/// <summary>Makes the handlers that hold connections to the API server.</summary>
internal sealed class HandlerFactory(KubernetesClientConfiguration configuration, ServerCertificateCheck certificateCheck)
{
    /// <param name="identity">The certificate shown on every connection; null: none.</param>
    public SocketsHttpHandler Create(ClientIdentity? identity)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            // An HTTP/2 connection carries 100 streams or so; more than that must not wait for each other.
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            // Servers behind one address take turns, and reloaded authorities are checked, also without an error.
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificateContext = identity?.Context,
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) => certificateCheck.Accepts(certificate, chain, errors),
            },
        };
        if (configuration.Proxy is { } proxy)
            handler.Proxy = new WebProxy(proxy) { Credentials = ProxyCredentials(proxy) };
        return handler;
    }

    private static NetworkCredential? ProxyCredentials(Uri proxy)
    {
        if (proxy.UserInfo.Length == 0)
            return null;
        var parts = proxy.UserInfo.Split(':', 2);
        return new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length == 1 ? "" : Uri.UnescapeDataString(parts[1]));
    }
}
