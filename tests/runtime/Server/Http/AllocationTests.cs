using System.Net;
using System.Net.Sockets;
using System.Text;
using Slipway.Runtime.Server.Tests.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;

namespace Slipway.Runtime.Server.Tests.Http;

[Collection(AloneCollection.Name)]
public sealed class AllocationTests
{
    private const int WarmUp = 3_000;
    private const int Measured = 4_000;
    private const int Limit = 4096;

    /// <summary>The sockets here are the test's and allocate nothing, so all of it is the server's.</summary>
    [Fact]
    public async Task A_binary_request_allocates_no_more_than_4096_bytes_in_steady_state()
    {
        using var directory = new TemporaryDirectory();
        await using var runtime = await RuntimeInside.StartAsync(WorkingModels.Mlp(1, 784, 128, 10).Save(directory.Path));
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, runtime.HttpPort);
        var (request, answer) = (Request(), new byte[4096]);
        for (var index = 0; index < WarmUp; index++) Exchange(socket, request, answer);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var index = 0; index < Measured; index++) Exchange(socket, request, answer);
        var perRequest = (GC.GetTotalAllocatedBytes(precise: true) - before) / Measured;

        perRequest.ShouldBeInRange(1, Limit);
    }

    private static void Exchange(Socket socket, byte[] request, byte[] answer)
    {
        socket.Send(request).ShouldBe(request.Length);
        // The last bytes are the outputs': 10 numbers.
        var (length, total) = (0, int.MaxValue);
        while (length < total)
        {
            length += socket.Receive(answer.AsSpan(length));
            var head = answer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (head < 0 || total != int.MaxValue) continue;
            answer.AsSpan(0, 12).SequenceEqual("HTTP/1.1 200"u8).ShouldBeTrue();
            var at = answer.AsSpan(0, head).IndexOf("Content-Length: "u8) + "Content-Length: ".Length;
            var body = 0;
            for (; answer[at] != '\r'; at++) body = (body * 10) + answer[at] - '0';
            total = head + 4 + body;
        }
    }

    private static byte[] Request()
    {
        var json = """{"parameters":{"binary_data_output":true},"inputs":[{"name":"x","shape":[1,784],"datatype":"FP32","parameters":{"binary_data_size":3136}}]}"""u8.ToArray();
        var head = $"POST /v2/models/m/infer HTTP/1.1\r\nHost: a\r\nInference-Header-Content-Length: {json.Length}\r\nContent-Length: {json.Length + 3136}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. json, .. new byte[3136]];
    }
}
