using Slipway.Kubernetes.Client.Credentials;

namespace Slipway.Kubernetes.Client.Transport;

/// <summary>Connections for short requests and for watches, which would otherwise take each other's streams.</summary>
/// <param name="createHandler">Makes a handler for a client certificate.</param>
internal sealed class ConnectionPools(Func<ClientIdentity?, HttpMessageHandler> createHandler) : IDisposable
{
    private readonly Lock gate = new();
    private Pair? current;

    /// <summary>
    /// The connections that show this certificate. When it changes, requests under way finish on the old ones, whose
    /// pools close them once idle.
    /// </summary>
    public HttpMessageInvoker For(ClientIdentity? identity, bool isWatch)
    {
        lock (gate)
        {
            if (current is null || !ReferenceEquals(current.Identity, identity))
                current = new Pair(identity, new HttpMessageInvoker(createHandler(identity)), new HttpMessageInvoker(createHandler(identity)));
            return isWatch ? current.Watches : current.Requests;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            current?.Requests.Dispose();
            current?.Watches.Dispose();
        }
    }

    private sealed record Pair(ClientIdentity? Identity, HttpMessageInvoker Requests, HttpMessageInvoker Watches);
}
