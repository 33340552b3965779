using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;
using Slipway.Gateway.Tests.Harness;
using Slipway.Gateway.Trust;

namespace Slipway.Gateway.Tests.Trust;

public sealed class TrustTests : IDisposable
{
    private readonly KeyFile file = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_clients_own_token_never_reaches_a_replica(bool hasKey)
    {
        var seen = new ConcurrentQueue<string>();
        await using var replica = await FakeReplica.StartAsync(context => NoteAsync(context, seen));
        await using var gateway = await TestGateway.StartAsync(options => hasKey ? options with { ReplicaKeyPath = file.Path } : options);
        await gateway.AddAsync(replica.HttpPort);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/vision/ocr/v2/models/ocr/infer") { Content = new StringContent("{}") };
        request.Headers.Add("X-Slipway-Gateway", "forged");

        using var answer = await gateway.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var token = seen.ShouldHaveSingleItem();
        if (hasKey)
            (await file.ReadAsync(token))!.Value.Audience.ShouldBe("vision/ocr");
        else
            token.ShouldBeEmpty();
    }

    [Fact]
    public async Task Metadata_and_gRPC_requests_carry_the_token_as_well()
    {
        var seen = new ConcurrentQueue<string>();
        await using var replica = await FakeReplica.StartAsync(context => NoteAsync(context, seen));
        await using var gateway = await TestGateway.StartAsync(options => options with { ReplicaKeyPath = file.Path });
        await gateway.AddAsync(replica.HttpPort, replica.GrpcPort);

        using var metadata = await gateway.Http.GetAsync("/vision/ocr/v2/models/ocr");
        using var message = GrpcRequests.Infer("ocr");
        message.Headers.Add("slipway-namespace", "vision");
        using var call = await gateway.Grpc.SendAsync(message);

        seen.Count.ShouldBe(2);
        foreach (var token in seen)
            (await file.ReadAsync(token))!.Value.Audience.ShouldBe("vision/ocr");
    }

    [Fact]
    public async Task Copies_to_a_version_under_trial_carry_the_token()
    {
        var seen = new ConcurrentQueue<string>();
        await using var bench = await ShadowBench.StartAsync(
            context => context.Response.WriteAsync("{}"), context => NoteAsync(context, seen), tolerance: null, change: options => options with { ReplicaKeyPath = file.Path });

        using var answer = await bench.Gateway.InferAsync();
        await bench.CopiesAsync(1);

        (await file.ReadAsync(seen.ShouldHaveSingleItem()))!.Value.Audience.ShouldBe("vision/ocr");
    }

    [Fact]
    public async Task A_replica_that_does_not_take_the_key_is_the_gateways_fault_and_not_the_callers()
    {
        await using var replica = await FakeReplica.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "SlipwayGateway";
            return context.Response.WriteAsync("""{"error":"no"}""");
        });
        await using var gateway = await TestGateway.StartAsync(options => options with { ReplicaKeyPath = file.Path });
        await gateway.AddAsync(replica.HttpPort);

        using var answer = await gateway.InferAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("does not take the key of this gateway");
        replica.Requests.ShouldBe(1);
    }

    public void Dispose() => file.Dispose();

    private static Task NoteAsync(HttpContext context, ConcurrentQueue<string> seen)
    {
        seen.Enqueue(context.Request.Headers[ReplicaTokens.Header].ToString());
        return context.Response.WriteAsync("{}");
    }
}
