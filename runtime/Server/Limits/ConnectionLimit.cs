using Microsoft.AspNetCore.Connections;

namespace Slipway.Runtime.Server.Limits;

/// <summary>
/// Closes connections to the protocols' ports beyond a number. Kestrel's own limit would count the admin port as well, and a probe that
/// finds no connection ends the pod.
/// </summary>
internal sealed class ConnectionLimit(int max)
{
    private int _open;

    /// <summary>Wraps a listener.</summary>
    public ConnectionDelegate Apply(ConnectionDelegate next) => async connection =>
    {
        try
        {
            if (Interlocked.Increment(ref _open) <= max) await next(connection);
            else connection.Abort(new ConnectionAbortedException($"more than {max} connections"));
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    };
}
