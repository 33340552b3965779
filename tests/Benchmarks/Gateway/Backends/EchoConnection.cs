using System.Net.Sockets;
using System.Text;
using Slipway.Benchmarks.Shared.Load;

namespace Slipway.Benchmarks.Gateway.Backends;

/// <summary>One connection to the replica that answers everything alike: reads a head, takes its body, answers.</summary>
internal sealed class EchoConnection(Socket socket) : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private static readonly byte[] Answer = NewAnswer();

    private readonly byte[] buffer = new byte[BufferBytes];
    private int length;

    /// <summary>Answers until the other side closes the connection between two requests.</summary>
    public async Task RunAsync()
    {
        while (await ReadHeadAsync() is var head and > 0)
        {
            await TakeBodyAsync(head);
            for (var rest = Answer.AsMemory(); !rest.IsEmpty;)
                rest = rest[await socket.SendAsync(rest)..];
        }
    }

    public void Dispose() => socket.Dispose();

    /// <summary>Length of the head; 0: there are no more.</summary>
    private async ValueTask<int> ReadHeadAsync()
    {
        while (true)
        {
            if (HttpHead.Length(buffer.AsSpan(0, length)) is var head and > 0)
                return head;
            if (length == buffer.Length)
                throw new IOException("The head is too long.");
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0)
                return length == 0 ? 0 : throw new IOException("The connection ended within a head.");
            length += read;
        }
    }

    private async ValueTask TakeBodyAsync(int head)
    {
        var announced = HttpHead.ContentLength(buffer.AsSpan(0, head));
        if (announced < 0 && !buffer.AsSpan().StartsWith("GET "u8))
            throw new IOException("A body without Content-Length.");
        var rest = Math.Max(0, announced) - (length - head);
        if (rest < 0)
            throw new IOException("More was sent than was announced.");
        while (rest > 0)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, rest)));
            if (read == 0)
                throw new IOException("The connection ended within a body.");
            rest -= read;
        }
        length = 0;
    }

    private static byte[] NewAnswer()
    {
        const string Json = """{"model_name":"mlp","model_version":"1","outputs":[{"name":"y","shape":[1,10],"datatype":"FP32","data":[0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,1]}]}""";
        return Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Json.Length}\r\n\r\n{Json}");
    }
}
