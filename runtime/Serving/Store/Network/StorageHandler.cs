using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Slipway.Runtime.Serving.Store.Network;

/// <summary>Makes the handler that every connection to a model's source goes through, so that no way leads around the address policy.</summary>
internal static class StorageHandler
{
    /// <summary>A handler without redirects, cookies, proxies and decompression: each would hide from us what is done.</summary>
    /// <param name="options">The hosts that are allowed.</param>
    /// <param name="credentials">May hold certificates to trust.</param>
    /// <param name="resolve">Finds the addresses of a host; null: by DNS.</param>
    /// <exception cref="FetchException">The certificates in <paramref name="credentials"/> cannot be read.</exception>
    public static SocketsHttpHandler Create(
        ModelStoreOptions options, ModelCredentials credentials, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        resolve ??= Dns.GetHostAddressesAsync;
        var policy = new AddressPolicy(options.AllowedHosts);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.ConnectTimeout,
            ConnectCallback = (context, cancellationToken) => ConnectAsync(policy, resolve, context.DnsEndPoint, cancellationToken),
        };
        if (credentials.CaCertificates is { } pem) handler.SslOptions.CertificateChainPolicy = TrustPolicy(pem);
        return handler;
    }

    private static async ValueTask<Stream> ConnectAsync(
        AddressPolicy policy,
        Func<string, CancellationToken, Task<IPAddress[]>> resolve,
        DnsEndPoint endPoint,
        CancellationToken cancellationToken)
    {
        var found = await resolve(endPoint.Host, cancellationToken);
        var allowed = found.Where(address => policy.Allows(endPoint.Host, address)).ToArray();
        if (allowed.Length == 0) throw new AddressRefusedException(endPoint.Host);

        // The very addresses that were checked: a name that is resolved twice may answer twice.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, endPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static X509ChainPolicy TrustPolicy(string pem)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPem(pem);
        }
        catch (CryptographicException exception)
        {
            throw new FetchException(StartFailureReason.StorageTlsFailed, "The credential 'ca.crt' is not a PEM certificate.", inner: exception);
        }

        using var system = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
        system.Open(OpenFlags.ReadOnly);
        policy.CustomTrustStore.AddRange(system.Certificates);
        return policy;
    }
}
