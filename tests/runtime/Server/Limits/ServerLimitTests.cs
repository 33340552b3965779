using System.Net;
using System.Net.Sockets;
using System.Text;
using Slipway.Runtime.Server.Arguments;
using Slipway.Runtime.Server.Limits;
using Slipway.Runtime.Server.Tests.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;

namespace Slipway.Runtime.Server.Tests.Limits;

[Collection(InsideCollection.Name)]
public sealed class ServerLimitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void Leases_take_what_they_hold_and_give_it_back_once()
    {
        var budget = new ByteBudget(100);
        var (first, second) = (budget.Lease(), budget.Lease());
        first.TryGrowTo(60).ShouldBeTrue();
        first.TryGrowTo(40).ShouldBeTrue();
        second.TryGrowTo(41).ShouldBeFalse();
        second.TryGrowTo(40).ShouldBeTrue();
        budget.UsedBytes.ShouldBe(100);
        first.Dispose();
        first.Dispose();
        budget.UsedBytes.ShouldBe(40);
        second.Dispose();
        budget.UsedBytes.ShouldBe(0);
    }

    [Fact]
    public async Task Bodies_beyond_the_bytes_in_flight_are_refused_for_a_moment_and_those_in_flight_are_not()
    {
        using var directory = new TemporaryDirectory();
        await using var runtime = await RuntimeInside.StartAsync(
            WorkingModels.Mlp(1, 4, 2).Save(directory.Path), new SchedulingArguments { MaxInFlightBytes = 48 * 1024 });
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{runtime.HttpPort}") };
        using var slow = await ConnectAsync(runtime.HttpPort);
        var body = Body(padding: 30_000);
        await slow.SendAsync(Encoding.ASCII.GetBytes($"POST /v2/models/m/infer HTTP/1.1\r\nHost: a\r\nContent-Length: {body.Length}\r\n\r\n"));
        await slow.SendAsync(body.AsMemory(0, 20_000));
        await Eventually.TrueAsync(async () => await InFlightAsync(runtime) > 20_000, "the first body to be in flight");

        using var refused = await client.PostAsync("/v2/models/m/infer", new ByteArrayContent(Body(padding: 30_000)));
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (await refused.Content.ReadAsStringAsync()).ShouldBe("""{"error":"Exceeds maximum bytes in flight"}""");

        await slow.SendAsync(body.AsMemory(20_000));
        (await ReadAsync(slow)).ShouldStartWith("HTTP/1.1 200");
        // A client may have its answer a moment before the server has put the memory back.
        await Eventually.TrueAsync(async () => await InFlightAsync(runtime) == 0, "the first body to be put back");
        using var later = await client.PostAsync("/v2/models/m/infer", new ByteArrayContent(Body(padding: 30_000)));
        later.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_closed_but_probes_still_come_through()
    {
        using var directory = new TemporaryDirectory();
        await using var runtime = await RuntimeInside.StartAsync(
            WorkingModels.Mlp(1, 4, 2).Save(directory.Path), new SchedulingArguments { MaxConnections = 2 });
        using var first = await ConnectAsync(runtime.HttpPort);
        using var second = await ConnectAsync(runtime.GrpcPort);
        (await AskAsync(first)).ShouldStartWith("HTTP/1.1 200");

        await Should.ThrowAsync<IOException>(AskAnewAsync(runtime.HttpPort));
        using var admin = await ConnectAsync(runtime.AdminPort);
        (await AskAsync(admin, "/readyz")).ShouldStartWith("HTTP/1.1 200");

        second.Dispose();
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    return (await AskAnewAsync(runtime.HttpPort)).StartsWith("HTTP/1.1 200", StringComparison.Ordinal);
                }
                catch (IOException)
                {
                    return false;
                }
            },
            "a connection to be let in after another has ended");
    }

    private static async Task<double> InFlightAsync(RuntimeInside runtime)
    {
        using var client = new HttpClient(new SocketsHttpHandler());
        var page = await client.GetStringAsync($"http://127.0.0.1:{runtime.AdminPort}/metrics");
        var line = page.Split('\n').Single(line => line.StartsWith("slipway_inference_bytes_in_flight", StringComparison.Ordinal));
        return double.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static byte[] Body(int padding) => Encoding.ASCII.GetBytes(
        $$"""{"inputs":[{"name":"x","datatype":"FP32","shape":[1,4],"data":[1,2,3,4]}]{{new string(' ', padding)}}}""");

    private static async Task<Socket> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }

    // One that is closed at once may be so before it was seen to be open.
    private static async Task<string> AskAnewAsync(int port)
    {
        try
        {
            using var socket = await ConnectAsync(port);
            return await AskAsync(socket);
        }
        catch (SocketException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    private static async Task<string> AskAsync(Socket socket, string path = "/v2/health/ready")
    {
        try
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n"));
            return await ReadAsync(socket);
        }
        catch (SocketException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    private static async Task<string> ReadAsync(Socket socket)
    {
        using var patience = new CancellationTokenSource(Patience);
        var buffer = new byte[4096];
        var read = await socket.ReceiveAsync(buffer, patience.Token);
        return read == 0 ? throw new IOException("closed") : Encoding.ASCII.GetString(buffer, 0, read);
    }
}
