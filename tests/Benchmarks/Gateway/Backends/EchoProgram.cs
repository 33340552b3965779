using System.Net;
using System.Net.Sockets;

namespace Slipway.Benchmarks.Gateway.Backends;

/// <summary>A replica that answers every request alike, as cheaply as a managed program can, so that proxies are what is measured.</summary>
internal static class EchoProgram
{
    private const int Backlog = 1024;

    /// <summary>Serves until it is killed.</summary>
    public static async Task<int> RunAsync(int port)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(Backlog);
        while (true)
        {
            var socket = await listener.AcceptAsync();
            socket.NoDelay = true;
            _ = ServeAsync(socket);
        }
    }

    private static async Task ServeAsync(Socket socket)
    {
        using var connection = new EchoConnection(socket);
        try
        {
            await connection.RunAsync();
        }
        catch (Exception error) when (error is SocketException or IOException or FormatException)
        {
            // The other side sees it as well, and fails the run where it matters.
            await Console.Error.WriteLineAsync(error.Message);
        }
    }
}
