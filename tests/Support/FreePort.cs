using System.Net;
using System.Net.Sockets;

namespace Slipway.Tests.Support;

/// <summary>A TCP port of the loopback address that nobody listens on at the moment. Servers that can should bind port 0 instead.</summary>
public static class FreePort
{
    /// <summary>The next free port.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
