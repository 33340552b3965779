using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Slipway.Benchmarks.Runtime.Load;

/// <summary>Sends one request over and over on each of some connections; reads no more of the answers than it must.</summary>
internal static class HttpLoad
{
    public const int BufferBytes = 256 * 1024;

    public static async Task<LoadResult> RunAsync(int port, byte[] request, int connections, TimeSpan warmUp, TimeSpan duration)
    {
        var begin = Stopwatch.GetTimestamp() + (long)(warmUp.TotalSeconds * Stopwatch.Frequency);
        var end = begin + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => DriveAsync(port, request, begin, end)));
        return LoadResult.Of([.. all.SelectMany(latencies => latencies)], duration.TotalSeconds);
    }

    private static async Task<List<double>> DriveAsync(int port, byte[] request, long begin, long end)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var (latencies, buffer) = (new List<double>(100_000), new byte[BufferBytes]);
        while (true)
        {
            var sent = Stopwatch.GetTimestamp();
            if (sent >= end) return latencies;
            await ExchangeAsync(socket, request, buffer);
            var done = Stopwatch.GetTimestamp();
            if (sent >= begin && done <= end) latencies.Add(Stopwatch.GetElapsedTime(sent, done).TotalMilliseconds);
        }
    }

    /// <summary>Sends a request and reads its answer, which must be 200.</summary>
    public static async ValueTask ExchangeAsync(Socket socket, byte[] request, byte[] buffer)
    {
        for (var rest = request.AsMemory(); !rest.IsEmpty;) rest = rest[await socket.SendAsync(rest)..];
        await ReadAnswerAsync(socket, buffer);
    }

    private static async ValueTask ReadAnswerAsync(Socket socket, byte[] buffer)
    {
        var (length, total) = (0, -1);
        while (total < 0 || length < total)
        {
            // Of a long answer only the length matters.
            var start = total < 0 ? length : 0;
            var read = await socket.ReceiveAsync(buffer.AsMemory(start));
            if (read == 0) throw new IOException("The server closed the connection.");
            length += read;
            if (total < 0) total = TotalLength(buffer.AsSpan(0, length));
        }
    }

    /// <summary>Of the head and the body; -1 while the head is not complete.</summary>
    private static int TotalLength(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0) return -1;
        if (!answer.StartsWith("HTTP/1.1 200"u8)) throw new IOException(Encoding.UTF8.GetString(answer[..Math.Min(answer.Length, 500)]));
        foreach (var name in new[] { "Content-Length: ", "content-length: " })
        {
            var at = answer[..head].IndexOf(Encoding.ASCII.GetBytes(name));
            if (at < 0) continue;
            var number = 0;
            for (var index = at + name.Length; answer[index] != '\r'; index++) number = (number * 10) + answer[index] - '0';
            return head + 4 + number;
        }

        throw new IOException("The answer has no Content-Length.");
    }
}
