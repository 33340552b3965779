using Slipway.Kubernetes.Client.Requests;
using Slipway.Kubernetes.Client.Transport;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Client.Watching;

/// <summary>Opens watches.</summary>
internal sealed class WatchOpener(ApiTransport transport, KubernetesClientOptions options, TimeProvider timeProvider)
{
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMinutes(5);

    /// <summary>A random time between 5 and 10 minutes, so that many watches do not end together.</summary>
    public static TimeSpan RandomTimeout(double random) => ShortestTimeout * (1 + random);

    public async Task<WatchConnection<TEntity>> OpenAsync<TEntity>(ApiRequest request, TimeSpan timeout, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        var deadline = new CancellationTokenSource(timeout + options.WatchGrace, timeProvider);
        try
        {
            return await transport.SendAsync(
                request,
                async (response, token) =>
                    new WatchConnection<TEntity>(request.Operation, response, await response.Content.ReadAsStreamAsync(token), deadline),
                cancellationToken);
        }
        catch
        {
            deadline.Dispose();
            throw;
        }
    }
}
