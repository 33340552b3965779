using System.Net;
using Microsoft.Extensions.Logging;
using Slipway.Api;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Runtime;

namespace Slipway.Controllers.Observing;

/// <summary>
/// Reads <c>GET /status</c> at the port named admin (decision 0001) of pods, at their own addresses only. A pod is not trusted: no
/// redirects, no proxy, 2 s, 64 KiB; at most 16 at a time.
/// </summary>
internal sealed class RuntimeStatusClient : IRuntimeStatusClient, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly ILogger<RuntimeStatusClient> logger;

    private readonly bool sharedAddresses;

    private readonly SemaphoreSlim slots = new(16);

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = Limit,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5),
    })
    {
        Timeout = Limit,
        MaxResponseContentBufferSize = 64 * 1024,
    };

    /// <param name="options">Whether pods share the address of their node.</param>
    /// <param name="logger">Told of pods that do not answer.</param>
    public RuntimeStatusClient(ManagerOptions options, ILogger<RuntimeStatusClient> logger)
    {
        this.logger = logger;
        sharedAddresses = options.PodsShareAddresses;
    }

    public async Task<RuntimeStatus?> ReadAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        if (AddressOf(pod) is not { } address)
            return null;
        await slots.WaitAsync(cancellationToken);
        try
        {
            var port = RuntimePorts.Of(pod, RuntimePorts.AdminName) ?? RuntimePorts.Admin;
            var body = await http.GetByteArrayAsync(new UriBuilder("http", address.ToString(), port, "/status").Uri, cancellationToken);
            return RuntimeStatusReader.Read(body);
        }
        catch (Exception error) when (error is HttpRequestException or IOException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            ControllerLog.RuntimeUnreadable(logger, pod.Metadata.Namespace ?? "", pod.Metadata.Name ?? "", error.Message);
            return null;
        }
        finally
        {
            slots.Release();
        }
    }

    public void Dispose()
    {
        http.Dispose();
        slots.Dispose();
    }

    /// <summary>The pod's address, unless the pod shares its node's network (and should not) or claims an address of this machine.</summary>
    private IPAddress? AddressOf(V1Pod pod) =>
        IPAddress.TryParse(pod.Status?.PodIP, out var address) && !address.IsIPv6LinkLocal
        && (sharedAddresses || (pod.Status.PodIP != pod.Status.HostIP && !IPAddress.IsLoopback(address)))
        && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)
            ? address
            : null;
}
