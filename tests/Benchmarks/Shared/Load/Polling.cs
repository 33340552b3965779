using System.Net.Sockets;

namespace Slipway.Benchmarks.Shared.Load;

/// <summary>Waiting without going to sleep: how long it takes a thread to wake up is not the server's time.</summary>
public static class Polling
{
    // Some microseconds; without, what runs on the same core is slower.
    private const int Pauses = 100;

    /// <summary>Returns when something can be read, or the connection has ended.</summary>
    public static void UntilReadable(Socket socket)
    {
        while (!socket.Poll(TimeSpan.Zero, SelectMode.SelectRead)) Thread.SpinWait(Pauses);
    }
}
