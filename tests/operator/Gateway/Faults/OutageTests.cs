using System.Net;
using Microsoft.AspNetCore.Http;
using Slipway.Api;
using Slipway.Gateway.Tests.Access;
using Slipway.Gateway.Tests.Harness;
using Slipway.Tests.Support;

namespace Slipway.Gateway.Tests.Faults;

/// <summary>What the gateway needs goes away.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task Requests_outlive_all_replicas_of_a_version_dying_at_once()
    {
        static Task Hang(HttpContext context) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        await using var one = await FakeReplica.StartAsync(Hang);
        await using var two = await FakeReplica.StartAsync(Hang);
        await using var next = await FakeReplica.StartAsync(context => context.Response.WriteAsync("ok"));
        await using var gateway = await TestGateway.StartAsync();
        await gateway.AddAsync(one.HttpPort);
        await gateway.AddAsync(two.HttpPort);
        var requests = Enumerable.Range(0, 20).Select(number => gateway.InferAsync(number == 0 ? new string('x', 1_000_000) : "{}")).ToList();
        await Eventually.TrueAsync(() => Task.FromResult(one.Requests + two.Requests == 8), "both replicas to be full");

        await Task.WhenAll(one.KillAsync(), two.KillAsync());
        await Eventually.TrueAsync(async () => (await gateway.Admin.GetStringAsync("/routes")).Contains("  20  0  ", StringComparison.Ordinal), "all to wait");
        await gateway.AddAsync(next.HttpPort);

        foreach (var request in requests)
            (await request).StatusCode.ShouldBe(HttpStatusCode.OK);
        next.Requests.ShouldBe(20);
    }

    [Fact]
    public async Task Requests_that_wait_for_a_version_follow_the_traffic_to_the_next_and_those_that_name_it_stay()
    {
        await using var old = await FakeReplica.StartAsync(context => context.Response.WriteAsync("old"));
        await using var next = await FakeReplica.StartAsync(context => context.Response.WriteAsync("next"));
        await using var gateway = await TestGateway.StartAsync();
        var (byShare, byName) = (gateway.InferAsync(), gateway.InferAsync(path: "/vision/ocr/v2/models/ocr/versions/1/infer"));
        await Eventually.TrueAsync(async () => (await gateway.Admin.GetStringAsync("/routes")).Contains("  2  0  ", StringComparison.Ordinal), "both to wait");

        await gateway.SetTrafficAsync(new TrafficTarget { Revision = "r2", Weight = 100 }, new TrafficTarget { Revision = "r1", Weight = 0 });
        await gateway.AddAsync(next.HttpPort, revision: "r2");

        (await (await byShare).Content.ReadAsStringAsync()).ShouldBe("next");
        byName.IsCompleted.ShouldBeFalse();
        await gateway.AddAsync(old.HttpPort, revision: "r1");
        (await (await byName).Content.ReadAsStringAsync()).ShouldBe("old");
    }

    [Fact]
    public async Task Where_no_replica_comes_in_time_they_are_told_when_to_come_again()
    {
        await using var gateway = await TestGateway.StartAsync();
        await gateway.AddAsync(FreePort.Next());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/vision/ocr/v2/models/ocr/infer") { Content = new StringContent("{}") };
        request.Headers.Add("x-request-timeout", "0.5");

        using var answer = await gateway.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task Row_47_without_the_API_server_the_last_routes_and_keys_serve()
    {
        CuttableClient control = null!;
        await using var replica = await FakeReplica.StartAsync(context => context.Response.WriteAsync("ok"));
        await using var gateway = await TestGateway.StartAsync(
            options => options with { AccessRefresh = TimeSpan.FromMilliseconds(50) },
            new AccessSpec { ApiKeys = new() { SecretName = "ocr-keys" } },
            wrap: api =>
            {
                (api, control) = CuttableClient.Of(api);
                return api;
            });
        await gateway.SetSecretAsync("ocr-keys", ("alice", KeyRingTests.Hash("key-a")));
        await gateway.AddAsync(replica.HttpPort);
        await Eventually.TrueAsync(async () => (await AskAsync(gateway)) == HttpStatusCode.OK, "the key to be taken");

        control.Cut();
        control.Refused = 0;
        await Eventually.TrueAsync(() => Task.FromResult(control.Refused > 2), "the Secret to be asked for in vain");

        (await AskAsync(gateway)).ShouldBe(HttpStatusCode.OK);
        (await gateway.Admin.GetAsync("/readyz")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_the_API_server_an_unknown_model_is_not_said_to_be_none()
    {
        CuttableClient control = null!;
        await using var gateway = await TestGateway.StartAsync(options => options, wrap: api =>
        {
            (api, control) = CuttableClient.Of(api);
            return api;
        });
        const string path = "/vision/new/v2/models/new/infer";
        (await gateway.InferAsync(path: path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        control.Cut();
        await Eventually.TrueAsync(async () => (await gateway.Admin.GetStringAsync("/readyz")).Contains("may be old", StringComparison.Ordinal), "the cut to be noticed");

        using var answer = await gateway.InferAsync(path: path);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task Row_48_one_bad_route_leaves_the_others_theirs()
    {
        await using var replica = await FakeReplica.StartAsync(context => context.Response.WriteAsync("ok"));
        await using var gateway = await TestGateway.StartAsync();

        await gateway.AddUnroutableAsync();
        await gateway.AddAsync(replica.HttpPort);

        (await gateway.InferAsync()).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await gateway.Admin.GetAsync("/readyz")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Row_56_a_gateway_that_is_stopped_answers_what_it_has_taken()
    {
        var mayAnswer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var replica = await FakeReplica.StartAsync(async context =>
        {
            await mayAnswer.Task;
            await context.Response.WriteAsync("ok");
        });
        await using var gateway = await TestGateway.StartAsync(options => options with { DrainTimeout = TimeSpan.FromSeconds(30) });
        await gateway.AddAsync(replica.HttpPort);
        var requests = Enumerable.Range(0, 8).Select(_ => gateway.InferAsync()).ToList();
        await Eventually.TrueAsync(() => Task.FromResult(replica.Requests == 4), "the replica to be full, and others to wait");

        var stopping = gateway.StopAsync();
        mayAnswer.SetResult();

        foreach (var request in requests)
            (await request).StatusCode.ShouldBe(HttpStatusCode.OK);
        await stopping;
    }

    private static async Task<HttpStatusCode> AskAsync(TestGateway gateway)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/vision/ocr/v2/models/ocr/infer") { Content = new StringContent("{}") };
        request.Headers.Add("x-api-key", "key-a");
        using var answer = await gateway.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
