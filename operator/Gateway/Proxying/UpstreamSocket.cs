using System.Net.Sockets;

namespace Slipway.Gateway.Proxying;

/// <summary>
/// A connection to a replica that breaks when the replica's node has gone in silence: about ten seconds after the first byte that
/// nobody confirms, instead of the kernel's quarter of an hour. What was under way can then be sent to another replica.
/// </summary>
internal static class UpstreamSocket
{
    /// <summary>How long a connection may be quiet before the kernel asks whether anybody is there.</summary>
    internal const int QuietSeconds = 5;

    /// <summary>How long nothing may be confirmed: neither data nor such a question.</summary>
    internal const int SilenceMilliseconds = 10_000;

    /// <summary>IPPROTO_TCP of Linux.</summary>
    internal const int Tcp = 6;

    /// <summary>TCP_USER_TIMEOUT of Linux (tcp(7)), in milliseconds.</summary>
    internal const int UserTimeout = 18;

    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            Configure(socket);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    internal static void Configure(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, QuietSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 1);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 5);
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(Tcp, UserTimeout, BitConverter.GetBytes(SilenceMilliseconds));
    }
}
