using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Slipway.Benchmarks.Shared.Load;

/// <summary>Sends one request over and over on each of some connections; reads no more of the answers than it must.</summary>
public static class HttpLoad
{
    /// <summary>Room for an answer's head, and for all of most answers.</summary>
    public const int BufferBytes = 256 * 1024;

    // For all connections together: lists that grow while they are measured would be heard.
    private const int Expected = 1_000_000;

    /// <summary>Drives all connections for a time.</summary>
    /// <param name="port">On the loopback address.</param>
    /// <param name="request">The whole request.</param>
    /// <param name="connections">As many requests are under way at once.</param>
    /// <param name="warmUp">Requests before that do not count.</param>
    /// <param name="duration">How long they count.</param>
    /// <param name="polls">See <see cref="ExchangeAsync"/>.</param>
    public static async Task<LoadResult> RunAsync(int port, byte[] request, int connections, TimeSpan warmUp, TimeSpan duration, bool polls = false)
    {
        var begin = Stopwatch.GetTimestamp() + (long)(warmUp.TotalSeconds * Stopwatch.Frequency);
        var end = begin + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => DriveAsync(port, request, begin, end, Expected / connections, polls)));
        return LoadResult.Of([.. all.SelectMany(driven => driven.Milliseconds)], duration.TotalSeconds, all.Sum(driven => driven.Total));
    }

    /// <summary>Opens a connection to a server on the loopback address.</summary>
    public static async Task<Socket> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }

    /// <summary>Sends all of it.</summary>
    public static async ValueTask SendAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await socket.SendAsync(bytes)..];
    }

    /// <summary>Sends a request and reads its answer, which must be 200.</summary>
    /// <param name="socket">Where nothing else is under way.</param>
    /// <param name="request">The whole request.</param>
    /// <param name="buffer">For what is read of the answer; see <see cref="BufferBytes"/>.</param>
    /// <param name="polls">Whether it waits for the answer by <see cref="Polling"/>.</param>
    /// <exception cref="IOException">It is not, or the connection broke.</exception>
    public static async ValueTask ExchangeAsync(Socket socket, byte[] request, byte[] buffer, bool polls = false)
    {
        await SendAsync(socket, request);
        await ReadAnswerAsync(socket, buffer, polls);
    }

    private static async Task<(List<double> Milliseconds, long Total)> DriveAsync(int port, byte[] request, long begin, long end, int expected, bool polls)
    {
        using var socket = await ConnectAsync(port);
        var (latencies, buffer) = (new List<double>(expected), new byte[BufferBytes]);
        for (var total = 0L; ; total++)
        {
            var sent = Stopwatch.GetTimestamp();
            if (sent >= end)
                return (latencies, total);
            await ExchangeAsync(socket, request, buffer, polls);
            var done = Stopwatch.GetTimestamp();
            if (done >= begin && done <= end)
                latencies.Add(Stopwatch.GetElapsedTime(sent, done).TotalMilliseconds);
        }
    }

    private static async ValueTask ReadAnswerAsync(Socket socket, byte[] buffer, bool polls)
    {
        var (length, total) = (0L, -1L);
        while (total < 0 || length < total)
        {
            // Of a long answer only the length matters.
            var start = total < 0 ? (int)length : 0;
            if (polls)
                Polling.UntilReadable(socket);
            var read = await socket.ReceiveAsync(buffer.AsMemory(start));
            if (read == 0)
                throw new IOException("The server closed the connection.");
            length += read;
            if (total < 0)
                total = TotalLength(buffer.AsSpan(0, (int)length));
        }
    }

    /// <summary>Of the head and the body; -1 while the head is not complete.</summary>
    private static long TotalLength(ReadOnlySpan<byte> answer)
    {
        var head = HttpHead.Length(answer);
        if (head < 0)
            return -1;
        if (!answer.StartsWith("HTTP/1.1 200"u8))
            throw new IOException(Encoding.UTF8.GetString(answer[..Math.Min(answer.Length, 500)]));
        return HttpHead.ContentLength(answer[..head]) is var body and >= 0 ? head + body : throw new IOException("The answer has no Content-Length.");
    }
}
