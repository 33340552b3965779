using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Slipway.Api;
using Slipway.Api.Demand;
using Slipway.Gateway.Tests.Harness;
using Slipway.Tests.Support;

namespace Slipway.Gateway.Tests;

/// <summary>Whole requests over real sockets.</summary>
public sealed class ProxyTests
{
    [Fact]
    public async Task A_request_reaches_a_replica_and_its_answer_the_client()
    {
        await using var replica = await FakeReplica.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            context.Response.Headers["x-model"] = "ocr";
            await context.Response.WriteAsync($"{context.Request.Path}{context.Request.QueryString} {await reader.ReadToEndAsync()}");
        });
        await using var gateway = await TestGateway.StartAsync();
        await gateway.AddAsync(replica.HttpPort);

        using var answer = await gateway.InferAsync("hello", "/vision/ocr/v2/models/ocr/infer?a=1");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("/v2/models/ocr/infer?a=1 hello");
        answer.Headers.GetValues("x-model").ShouldBe(["ocr"]);
        answer.Headers.Contains("x-request-id").ShouldBeTrue();
    }

    [Fact]
    public async Task Row_46_spoofed_identity_and_forwarding_headers_are_stripped()
    {
        var seen = new HeaderDictionary();
        await using var replica = await FakeReplica.StartAsync(context =>
        {
            foreach (var (name, values) in context.Request.Headers)
                seen[name] = values;
            return Task.CompletedTask;
        });
        await using var gateway = await TestGateway.StartAsync();
        await gateway.AddAsync(replica.HttpPort);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/vision/ocr/v2/models/ocr/infer") { Content = new StringContent("{}") };
        foreach (var (name, value) in new[]
        {
            ("X-Forwarded-For", "10.0.0.1"), ("Forwarded", "for=10.0.0.1"), ("X-Real-IP", "10.0.0.1"), ("x-slipway-consumer", "root"), ("Keep-Alive", "300"), ("x-mine", "kept"),
        })
            request.Headers.TryAddWithoutValidation(name, value);

        using var answer = await gateway.Http.SendAsync(request);

        answer.EnsureSuccessStatusCode();
        seen["X-Forwarded-For"].ToString().ShouldBe("127.0.0.1");
        seen["x-mine"].ToString().ShouldBe("kept");
        foreach (var name in new[] { "Forwarded", "X-Real-IP", "x-slipway-consumer", "Keep-Alive" })
            seen.ContainsKey(name).ShouldBeFalse(name);
    }

    [Fact]
    public async Task A_replica_that_cannot_be_reached_costs_no_request()
    {
        await using var replica = await FakeReplica.StartAsync(context => context.Response.WriteAsync("ok"));
        await using var gateway = await TestGateway.StartAsync();
        await gateway.AddAsync(FreePort.Next());
        await gateway.AddAsync(replica.HttpPort);

        for (var number = 0; number < 20; number++)
        {
            using var answer = await gateway.InferAsync();
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_full_replica_passes_the_request_to_another()
    {
        await using var full = await FakeReplica.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "1";
            return Task.CompletedTask;
        });
        await using var free = await FakeReplica.StartAsync(context => context.Response.WriteAsync("ok"));
        await using var gateway = await TestGateway.StartAsync();
        await gateway.AddAsync(full.HttpPort);
        await gateway.AddAsync(free.HttpPort);

        for (var number = 0; number < 10; number++)
        {
            using var answer = await gateway.InferAsync();
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_failure_of_the_model_is_the_clients_to_see_and_is_not_tried_again()
    {
        await using var replica = await FakeReplica.StartAsync(context =>
        {
            context.Response.StatusCode = 500;
            return context.Response.WriteAsync("{\"error\":\"boom\"}");
        });
        await using var gateway = await TestGateway.StartAsync();
        await gateway.AddAsync(replica.HttpPort);

        using var answer = await gateway.InferAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("{\"error\":\"boom\"}");
        replica.Requests.ShouldBe(1);
    }

    [Fact]
    public async Task Row_49_from_zero_a_hundred_requests_wait_and_all_are_answered()
    {
        await using var replica = await FakeReplica.StartAsync(context => context.Response.WriteAsync("ok"));
        await using var gateway = await TestGateway.StartAsync();

        var requests = Enumerable.Range(0, 100).Select(_ => gateway.InferAsync()).ToList();
        await Eventually.TrueAsync(async () => (await gateway.Admin.GetStringAsync("/routes")).Contains("  100  0  ", StringComparison.Ordinal), "100 to wait");
        await gateway.AddAsync(replica.HttpPort);

        foreach (var request in requests)
            (await request).StatusCode.ShouldBe(HttpStatusCode.OK);
        replica.Requests.ShouldBe(100);
    }

    [Fact]
    public async Task Row_49_a_request_whose_time_is_over_is_told_when_to_come_again()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/vision/ocr/v2/models/ocr/infer") { Content = new StringContent("{}") };
        request.Headers.Add("x-request-timeout", "0.2");

        using var answer = await gateway.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Request timeout expired");
    }

    [Theory]
    [InlineData("/vision/other/v2/models/other/infer")]
    [InlineData("/vision/ocr/v2/models/ocr/versions/9/infer")]
    [InlineData("/nothing")]
    public async Task What_does_not_exist_is_404_with_a_reason(string path)
    {
        await using var gateway = await TestGateway.StartAsync();

        using var answer = await gateway.InferAsync(path: path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("error").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Row_41_an_oversized_body_is_413()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/vision/ocr/v2/models/ocr/infer") { Content = new StringContent("{}") };
        request.Content.Headers.ContentLength = 100L * 1024 * 1024;
        request.Headers.ExpectContinue = true;

        using var answer = await gateway.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData(1024 * 1024)]
    [InlineData((1024 * 1024) + 1)]
    [InlineData(5_000_000)]
    public async Task Large_bodies_go_through_unchanged_both_ways(int size)
    {
        await using var replica = await FakeReplica.StartAsync(context => context.Request.Body.CopyToAsync(context.Response.Body));
        await using var gateway = await TestGateway.StartAsync();
        await gateway.AddAsync(replica.HttpPort);
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);

        using var known = await gateway.Http.PostAsync("/vision/ocr/v2/models/ocr/infer", new ByteArrayContent(bytes));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/vision/ocr/v2/models/ocr/infer") { Content = new StreamContent(new MemoryStream(bytes)) };
        request.Headers.TransferEncodingChunked = true;
        using var chunked = await gateway.Http.SendAsync(request);

        (await known.Content.ReadAsByteArrayAsync()).AsSpan().SequenceEqual(bytes).ShouldBeTrue();
        (await chunked.Content.ReadAsByteArrayAsync()).AsSpan().SequenceEqual(bytes).ShouldBeTrue();
    }

    [Fact]
    public async Task Grpc_goes_through_with_its_trailers()
    {
        await using var replica = await FakeReplica.StartAsync(async context =>
        {
            context.Response.ContentType = "application/grpc";
            await context.Request.Body.CopyToAsync(context.Response.Body);
            context.Response.AppendTrailer("grpc-status", "0");
        });
        await using var gateway = await TestGateway.StartAsync();
        await gateway.AddAsync(replica.HttpPort, replica.GrpcPort);
        byte[] message = [0, 0, 0, 0, 5, 0x0A, 3, (byte)'o', (byte)'c', (byte)'r'];
        using var request = GrpcRequests.Of(message);
        request.Headers.Add("slipway-namespace", "vision");

        using var answer = await gateway.Grpc.SendAsync(request);

        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(message);
        answer.TrailingHeaders.GetValues("grpc-status").ShouldBe(["0"]);
    }

    [Fact]
    public async Task Grpc_errors_of_the_gateway_are_statuses()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var request = GrpcRequests.Infer("x");

        using var answer = await gateway.Grpc.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("grpc-status").ShouldBe(["5"]);
    }

    [Fact]
    public async Task Demand_is_told_at_once_when_a_request_finds_no_replica()
    {
        await using var gateway = await TestGateway.StartAsync(new TrafficTarget { Revision = "r1", Weight = 90 }, new TrafficTarget { Revision = "r2", Weight = 10 });
        using var answer = await gateway.Admin.GetAsync("/demand", HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var first = Read(await lines.ReadLineAsync());
        first.Sequence.ShouldBe(1);
        first.Models.ShouldHaveSingleItem().Traffic.ShouldBe([new RoutedShare("r1", 90), new RoutedShare("r2", 10)]);

        var request = gateway.InferAsync(path: "/vision/ocr/v2/models/ocr/versions/1/infer");
        DemandReport next;
        do
            next = Read(await lines.ReadLineAsync());
        while (next.Models.Count == 0 || next.Models[0].Versions[0].Queued == 0);

        next.Models[0].Versions[0].ShouldSatisfyAllConditions(version => version.Arrivals.ShouldBe(1), version => version.Ready.ShouldBe(0));
        request.IsCompleted.ShouldBeFalse();
    }

    private static DemandReport Read(string? line) => JsonSerializer.Deserialize(line!, DemandJsonContext.Default.DemandReport)!;
}
