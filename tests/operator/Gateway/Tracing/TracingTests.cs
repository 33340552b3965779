using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Slipway.Gateway.Tests.Harness;
using Slipway.Tests.Support;

namespace Slipway.Gateway.Tests.Tracing;

public sealed class TracingTests : IDisposable
{
    private const string Infer = "/vision/ocr/v2/models/ocr/versions/1/infer";

    private readonly RecordedSpans spans = new();
    private readonly ConcurrentQueue<IHeaderDictionary> seen = new();

    [Fact]
    public async Task A_request_has_a_span_and_its_try_another_whose_child_the_replica_becomes()
    {
        await using var replica = await FakeReplica.StartAsync(AnswerAsync);
        await using var gateway = await TestGateway.StartAsync();
        var pod = await gateway.AddAsync(replica.HttpPort);

        (await AskAsync(gateway.Http, Infer + "?secret=1", spans.TraceParent)).ShouldBe(HttpStatusCode.OK);

        await EndedAsync(2);
        var (server, tried) = (spans.Server, spans.Tries.Single());
        (server.DisplayName, server.ParentSpanId.ToHexString()).ShouldBe(("POST /v2/models/{model}/versions/{version}/infer", "00f067aa0ba902b7"));
        Tag(server, "http.request.method").ShouldBe("POST");
        Tag(server, "http.route").ShouldBe("/v2/models/{model}/versions/{version}/infer");
        Tag(server, "http.response.status_code").ShouldBe(200);
        Tag(server, "url.path").ShouldBe(Infer);
        Tag(server, "slipway.model").ShouldBe("vision/ocr");
        Tag(server, "slipway.version").ShouldBe("1");
        Tag(server, "slipway.tries").ShouldBe(1);
        Tag(server, "slipway.queue_seconds").ShouldBeOfType<double>().ShouldBeInRange(0, 30);
        server.Status.ShouldBe(ActivityStatusCode.Unset);
        (tried.DisplayName, tried.ParentSpanId).ShouldBe(("POST", server.SpanId));
        Tag(tried, "server.port").ShouldBe(replica.HttpPort);
        Tag(tried, "slipway.pod").ShouldBe(pod);
        Tag(tried, "http.response.status_code").ShouldBe(200);
        server.TagObjects.Concat(tried.TagObjects).ShouldAllBe(tag => !$"{tag.Value}".Contains("secret", StringComparison.Ordinal));
        seen.Single().TraceParent.ToString().ShouldBe($"00-{spans.Trace}-{tried.SpanId}-01");
        seen.Single()["tracestate"].ToString().ShouldBe("vendor=1");
    }

    [Fact]
    public async Task Each_try_has_its_own_span()
    {
        var number = 0;
        await using var replica = await FakeReplica.StartAsync(context =>
        {
            if (Interlocked.Increment(ref number) == 1)
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return AnswerAsync(context);
        });
        await using var gateway = await TestGateway.StartAsync();
        await gateway.AddAsync(replica.HttpPort);
        await gateway.AddAsync(replica.HttpPort);

        (await AskAsync(gateway.Http, Infer, spans.TraceParent)).ShouldBe(HttpStatusCode.OK);

        await EndedAsync(3);
        Tag(spans.Server, "slipway.tries").ShouldBe(2);
        var tries = spans.Tries;
        (Tag(tries[0], "error.type"), tries[0].Status).ShouldBe(("NotAdmitted", ActivityStatusCode.Error));
        (Tag(tries[1], "http.request.resend_count"), tries[1].Status).ShouldBe((1, ActivityStatusCode.Unset));
        seen.Select(headers => headers.TraceParent.ToString()).ShouldBe(tries.Select(span => span.Id!));
    }

    [Fact]
    public async Task A_failure_marks_both_spans()
    {
        await using var replica = await FakeReplica.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return context.Response.WriteAsync("{}");
        });
        await using var gateway = await TestGateway.StartAsync();
        await gateway.AddAsync(replica.HttpPort);

        await AskAsync(gateway.Http, Infer, spans.TraceParent);

        await EndedAsync(2);
        (Tag(spans.Server, "error.type"), spans.Server.Status).ShouldBe(("500", ActivityStatusCode.Error));
        (Tag(spans.Tries.Single(), "error.type"), spans.Tries.Single().Status).ShouldBe(("500", ActivityStatusCode.Error));
    }

    [Fact]
    public async Task A_request_that_names_no_model_is_named_by_its_method_alone()
    {
        await using var gateway = await TestGateway.StartAsync();

        (await AskAsync(gateway.Http, "/nothing/that/anybody/knows", spans.TraceParent)).ShouldBe(HttpStatusCode.NotFound);

        await EndedAsync(1);
        (spans.Server.DisplayName, Tag(spans.Server, "http.response.status_code"), spans.Server.Status).ShouldBe(("POST", 404, ActivityStatusCode.Unset));
    }

    [Fact]
    public async Task GRPC_calls_are_told_by_the_conventions_for_RPC()
    {
        await using var replica = await FakeReplica.StartAsync(context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.AppendTrailer("grpc-status", "13");
            return AnswerAsync(context);
        });
        await using var gateway = await TestGateway.StartAsync();
        await gateway.AddAsync(replica.HttpPort, replica.GrpcPort);
        using var message = GrpcRequests.Infer("ocr");
        message.Headers.Add("slipway-namespace", "vision");
        message.Headers.Add("traceparent", spans.TraceParent);

        using var answer = await gateway.Grpc.SendAsync(message);

        await EndedAsync(2);
        foreach (var span in new[] { spans.Server, spans.Tries.Single() })
        {
            span.DisplayName.ShouldBe("inference.GRPCInferenceService/ModelInfer");
            (Tag(span, "rpc.system"), Tag(span, "rpc.service"), Tag(span, "rpc.method")).ShouldBe(("grpc", "inference.GRPCInferenceService", "ModelInfer"));
            span.Status.ShouldBe(ActivityStatusCode.Error);
        }
        Tag(spans.Server, "rpc.grpc.status_code").ShouldBe(13);
    }

    [Fact]
    public async Task What_the_client_does_not_sample_is_not_sampled_here()
    {
        await using var replica = await FakeReplica.StartAsync(AnswerAsync);
        await using var gateway = await TestGateway.StartAsync();
        await gateway.AddAsync(replica.HttpPort);

        await AskAsync(gateway.Http, Infer, $"{spans.TraceParent[..^2]}00");

        seen.Single().TraceParent.ToString().ShouldMatch($"^00-{spans.Trace}-[0-9a-f]{{16}}-00$");
        spans.Tries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_nobody_listens_the_clients_trace_goes_through_as_it_is()
    {
        var trace = $"00-{ActivityTraceId.CreateRandom()}-00f067aa0ba902b7-01";
        await using var replica = await FakeReplica.StartAsync(AnswerAsync);
        await using var gateway = await TestGateway.StartAsync();
        await gateway.AddAsync(replica.HttpPort);

        await AskAsync(gateway.Http, Infer, trace);

        seen.Single().TraceParent.ToString().ShouldBe(trace);
        spans.Count.ShouldBe(0);
    }

    public void Dispose() => spans.Dispose();

    private static object? Tag(Activity span, string name) => span.GetTagItem(name);

    private static async Task<HttpStatusCode> AskAsync(HttpClient http, string path, string traceParent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("{}") };
        request.Headers.Add("traceparent", traceParent);
        request.Headers.Add("tracestate", "vendor=1");
        using var answer = await http.SendAsync(request);
        await answer.Content.ReadAsStringAsync();
        return answer.StatusCode;
    }

    private Task AnswerAsync(HttpContext context)
    {
        seen.Enqueue(new HeaderDictionary(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value)));
        return context.Response.WriteAsync("{}");
    }

    // A client may have its answer before the span has ended.
    private Task EndedAsync(int count) => Eventually.TrueAsync(() => spans.Count == count, $"{count} spans");
}
