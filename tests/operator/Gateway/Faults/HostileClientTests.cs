using System.Net;
using Microsoft.AspNetCore.Http;
using Slipway.Gateway.Tests.Harness;
using Slipway.Tests.Support;

namespace Slipway.Gateway.Tests.Faults;

/// <summary>Clients that send too much, too slowly, too often, or nothing at all.</summary>
public sealed class HostileClientTests
{
    private const string Start = "POST /vision/ocr/v2/models/ocr/infer HTTP/1.1\r\nHost: a\r\n";

    [Fact]
    public async Task Row_41_a_body_that_grows_beyond_the_limit_is_413_although_it_announced_nothing()
    {
        await using var replica = await FakeReplica.StartAsync(context => context.Request.Body.CopyToAsync(Stream.Null));
        await using var gateway = await TestGateway.StartAsync(options => options with { MaxBodyBytes = 100_000 });
        await gateway.AddAsync(replica.HttpPort);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/vision/ocr/v2/models/ocr/infer") { Content = new StreamContent(new MemoryStream(new byte[300_000])) };
        request.Headers.TransferEncodingChunked = true;

        using var answer = await gateway.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        replica.Requests.ShouldBe(0);
    }

    [Theory]
    [InlineData("a body that does not come", Start + "Content-Length: 100000\r\n\r\n{")]
    [InlineData("headers that do not end", Start + "x-a: 1\r\n")]
    public async Task Row_42_a_slow_sender_is_closed_and_holds_no_replica(string what, string request)
    {
        await using var replica = await FakeReplica.StartAsync(context => context.Response.WriteAsync("ok"));
        await using var gateway = await TestGateway.StartAsync(Impatient);
        await gateway.AddAsync(replica.HttpPort);
        using var connection = await RawConnection.OpenAsync(gateway.Http.BaseAddress!);

        await connection.SendAsync(request);
        var ended = connection.ReadToEndAsync();
        for (var number = 0; number < 50; number++)
            (await gateway.InferAsync()).StatusCode.ShouldBe(HttpStatusCode.OK);
        var answer = await ended;

        answer.ShouldStartWith("HTTP/1.1 408 ", customMessage: what);
        replica.Requests.ShouldBe(50, "the slow one never had a replica");
    }

    [Fact]
    public async Task Row_42_a_slow_reader_is_closed_and_its_replica_is_free()
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var replica = await FakeReplica.StartAsync(async context =>
        {
            context.RequestAborted.Register(() => left.TrySetResult());
            var piece = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(piece, context.RequestAborted);
        });
        await using var gateway = await TestGateway.StartAsync(Impatient);
        await gateway.AddAsync(replica.HttpPort);
        using var connection = await RawConnection.OpenAsync(gateway.Http.BaseAddress!);

        await connection.SendAsync(Start + "Content-Length: 2\r\n\r\n{}");

        await left.Task.WaitAsync(TimeSpan.FromSeconds(40));
        await Eventually.TrueAsync(async () => (await gateway.Admin.GetStringAsync("/routes")).Contains("ocr-1:0", StringComparison.Ordinal), "the replica to be free");
    }

    [Fact]
    public async Task Row_42_headers_beyond_the_limit_are_431()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var connection = await RawConnection.OpenAsync(gateway.Http.BaseAddress!);

        await connection.SendAsync(Start + $"x-a: {new string('a', 40_000)}\r\n\r\n");

        (await connection.ReadToEndAsync()).ShouldStartWith("HTTP/1.1 431 ");
    }

    [Fact]
    public async Task Row_43_a_flood_of_reset_streams_ends_the_connection_and_disturbs_nobody()
    {
        await using var gateway = await TestGateway.StartAsync(options => options with { MaxStreamsPerConnection = 10 });
        using var connection = await RawConnection.OpenAsync(gateway.Grpc.BaseAddress!);
        await connection.SendAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0");
        var flood = new List<byte>();
        for (var stream = 1; stream < 40_000; stream += 2)
        {
            flood.AddRange([0, 0, 3, 1, 5, .. StreamId(stream), 0x83, 0x86, 0x84]);
            flood.AddRange([0, 0, 4, 3, 0, .. StreamId(stream), 0, 0, 0, 8]);
        }

        var sending = connection.SendAsync([.. flood]);

        await connection.ReadToEndAsync(); // Fails if the connection stays.
        await Task.WhenAny(sending);
        using var other = GrpcRequests.Infer("nobody");
        (await gateway.Grpc.SendAsync(other)).Headers.GetValues("grpc-status").ShouldBe(["5"]);
    }

    [Fact]
    public async Task Row_44_nothing_is_inflated_on_its_way()
    {
        var bomb = new MemoryStream();
        await using (var zip = new System.IO.Compression.GZipStream(bomb, System.IO.Compression.CompressionLevel.SmallestSize, leaveOpen: true))
            await zip.WriteAsync(new byte[50_000_000]);
        var size = 0L;
        await using var replica = await FakeReplica.StartAsync(async context =>
        {
            size = context.Request.ContentLength ?? 0;
            context.Response.Headers.ContentEncoding = "gzip";
            await context.Request.Body.CopyToAsync(context.Response.Body);
        });
        await using var gateway = await TestGateway.StartAsync();
        await gateway.AddAsync(replica.HttpPort);
        using var content = new ByteArrayContent(bomb.ToArray());
        content.Headers.ContentEncoding.Add("gzip");

        using var answer = await gateway.Http.PostAsync("/vision/ocr/v2/models/ocr/infer", content);

        size.ShouldBe(bomb.Length);
        (await answer.Content.ReadAsByteArrayAsync()).LongLength.ShouldBe(bomb.Length);
        answer.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
    }

    private static GatewayOptions Impatient(GatewayOptions options) =>
        options with { StalledReaderTimeout = TimeSpan.FromSeconds(1.5), SlowClientGrace = TimeSpan.FromSeconds(1.5), HeaderTimeout = TimeSpan.FromSeconds(2) };

    private static byte[] StreamId(int stream) => [(byte)(stream >> 24), (byte)(stream >> 16), (byte)(stream >> 8), (byte)stream];
}
