using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Slipway.Gateway.Shadowing;
using Slipway.Gateway.Tests.Harness;
using Slipway.Tests.Support;

namespace Slipway.Gateway.Tests.Shadowing;

/// <summary>Copies of requests over real sockets: what is sent, and what comes of it.</summary>
[Collection(ProcessWideMetrics.Name)]
public sealed class ShadowTests
{
    private static readonly string Request = """{"inputs":[{"name":"x","datatype":"FP32","shape":[1,2],"data":[1,2]}]}""";

    [Fact]
    public async Task Equal_answers_are_counted_and_nothing_else_changes()
    {
        await using var bench = await ShadowBench.StartAsync(Saying(Answers.Json("[1,2]")), Saying(Answers.Json("[1.0005,2]")));

        for (var number = 0; number < 10; number++)
            (await (await bench.Gateway.InferAsync(Request)).Content.ReadAsStringAsync()).ShouldBe(Answers.Json("[1,2]"));

        var copies = await bench.CopiesAsync(10);
        copies.ShouldSatisfyAllConditions(
            () => copies.Compared.ShouldBe(10), () => copies.Mismatched.ShouldBe(0), () => copies.Failed.ShouldBe(0), () => copies.Worst.ShouldBeEmpty());
        (bench.Serving.Requests, bench.Shadow.Requests).ShouldBe((10, 10));
        (await bench.DemandAsync("r1")).ShouldSatisfyAllConditions(serving => serving.Arrivals.ShouldBe(10), serving => serving.Completions.ShouldBe(10));
        (await bench.DemandAsync()).ShouldSatisfyAllConditions(
            shadow => shadow.Arrivals.ShouldBe(0), shadow => shadow.Completions.ShouldBe(0), shadow => shadow.BusySeconds.ShouldBe(0), shadow => shadow.ServiceSeconds.ShouldBeNull());
    }

    [Fact]
    public async Task A_copy_has_the_body_and_a_mark_and_no_credentials()
    {
        var (seen, path, body) = (new HeaderDictionary(), "", "");
        await using var bench = await ShadowBench.StartAsync(Saying(Answers.Json("[1,2]")), async context =>
        {
            foreach (var (name, values) in context.Request.Headers)
                seen[name] = values;
            path = context.Request.Path + context.Request.QueryString;
            body = await new StreamReader(context.Request.Body).ReadToEndAsync();
            await context.Response.WriteAsync(Answers.Json("[1,2]"));
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/vision/ocr/v2/models/ocr/infer?key=secret") { Content = new StringContent(Request, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in new[]
        {
            ("Authorization", "Bearer secret"), ("x-api-key", "secret"), ("Cookie", "session=secret"), ("x-own-key", "secret"), ("x-request-id", "request-7"),
            ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        })
            request.Headers.TryAddWithoutValidation(name, value);

        (await bench.Gateway.Http.SendAsync(request)).EnsureSuccessStatusCode();

        await bench.CopiesAsync(1);
        (path, body).ShouldBe(("/v2/models/ocr/infer", Request));
        seen["x-slipway-shadow"].ToString().ShouldBe("true");
        seen["tracestate"].ToString().ShouldBe("slipway=shadow");
        seen["x-request-id"].ToString().ShouldBe("request-7");
        seen["traceparent"].ToString().ShouldStartWith("00-0af7651916cd43dd8448eb211c80319c");
        seen["Content-Type"].ToString().ShouldStartWith("application/json");
        seen.ShouldNotContain(header => header.Value.ToString().Contains("secret"));
    }

    [Fact]
    public async Task Differences_are_told_by_output_and_never_the_payload()
    {
        var number = 0;
        await using var bench = await ShadowBench.StartAsync(
            Saying(Answers.Json("[0.5,2]")),
            context => context.Response.WriteAsync(Answers.Json(Interlocked.Increment(ref number) == 2 ? "[0.5,9]" : "[0.75,2]")));

        for (var request = 0; request < 4; request++)
        {
            await bench.Gateway.InferAsync(Request);
            await bench.CopiesAsync(request + 1);
        }

        var copies = await bench.CopiesAsync(4);
        (copies.Compared, copies.Mismatched).ShouldBe((4, 4));
        var worst = copies.Worst.ShouldHaveSingleItem();
        (worst.Output, worst.MaxAbsolute, worst.MismatchPercent, worst.Answers).ShouldBe(("y", 7.0, 50.0, 4));
        var page = await bench.Gateway.Admin.GetStringAsync("/routes");
        page.ShouldContain("vision/ocr: r2 gets copies of 100 % of the requests: 4 answered, 4 differ, 0 failed, 0 dropped; 0 under way, 0 bytes kept\n");
        page.ShouldContain("output y differs by up to 7 at 50 % of its elements in 4 answers");
        var metrics = await bench.Gateway.Admin.GetStringAsync("/metrics");
        metrics.ShouldContain("slipway_gateway_shadow_copies_total{");
        metrics.ShouldContain("result=\"different\"");
    }

    [Fact]
    public async Task Binary_tensors_are_compared()
    {
        await using var bench = await ShadowBench.StartAsync(Binary(1f, 2f), Binary(1f, 3f));

        await bench.Gateway.InferAsync(Request);

        (await bench.CopiesAsync(1)).Worst.ShouldHaveSingleItem().ShouldSatisfyAllConditions(worst => worst.Output.ShouldBe("y"), worst => worst.MaxAbsolute.ShouldBe(1));
    }

    [Fact]
    public async Task An_answer_that_the_caller_wants_compressed_is_compared_with_a_plain_one()
    {
        var wanted = "";
        await using var bench = await ShadowBench.StartAsync(
            async context =>
            {
                context.Response.Headers.ContentEncoding = "gzip";
                await using var zip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
                await zip.WriteAsync(Encoding.UTF8.GetBytes(Answers.Json("[1,2]")));
            },
            context =>
            {
                wanted = context.Request.Headers.AcceptEncoding.ToString();
                return context.Response.WriteAsync(Answers.Json("[1,2.5]"));
            });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/vision/ocr/v2/models/ocr/infer") { Content = new StringContent(Request) };
        request.Headers.Add("Accept-Encoding", "gzip");

        (await bench.Gateway.Http.SendAsync(request)).Content.Headers.ContentEncoding.ShouldBe(["gzip"]);

        (await bench.CopiesAsync(1)).Worst.ShouldHaveSingleItem().MaxAbsolute.ShouldBe(0.5);
        wanted.ShouldBe("");
    }

    [Fact]
    public async Task Grpc_answers_are_compared()
    {
        await using var bench = await ShadowBench.StartAsync(Grpc(1f, 2f), Grpc(1f, 4f));
        using var request = GrpcRequests.Infer("ocr");
        request.Headers.Add("slipway-namespace", "vision");

        using var answer = await bench.Gateway.Grpc.SendAsync(request);
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(Answers.Grpc("FP32", [1, 2], Answers.Bytes(1f, 2f)));
        answer.TrailingHeaders.GetValues("grpc-status").ShouldBe(["0"]);

        (await bench.CopiesAsync(1)).Worst.ShouldHaveSingleItem().ShouldSatisfyAllConditions(worst => worst.Output.ShouldBe("y"), worst => worst.MaxAbsolute.ShouldBe(2));
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_differs_but_one_of_the_serving_version_says_nothing()
    {
        await using var broken = await ShadowBench.StartAsync(Saying(Answers.Json("[1,2]")), Saying("no json"));
        await broken.Gateway.InferAsync(Request);
        var worst = (await broken.CopiesAsync(1)).Worst.ShouldHaveSingleItem();
        worst.Text.ShouldStartWith("the answer cannot be read: it is no JSON in 1 answer");

        await using var odd = await ShadowBench.StartAsync(Saying("no json"), Saying(Answers.Json("[1,2]")));
        await odd.Gateway.InferAsync(Request);
        (await odd.CopiesAsync(1)).ShouldSatisfyAllConditions(copies => copies.Dropped.ShouldBe(1), copies => copies.Compared.ShouldBe(0));
    }

    [Fact]
    public async Task Only_requests_that_another_version_answers_and_that_name_none_are_copied()
    {
        await using var bench = await ShadowBench.StartAsync(Saying(Answers.Json("[1,2]")), Saying(Answers.Json("[1,2]")));

        (await bench.Gateway.InferAsync(Request, "/vision/ocr/v2/models/ocr/versions/1/infer")).EnsureSuccessStatusCode();
        (await bench.Gateway.InferAsync(Request, "/vision/ocr/v2/models/ocr/versions/2/infer")).EnsureSuccessStatusCode();
        (await bench.Gateway.Http.GetAsync("/vision/ocr/v2/models/ocr")).EnsureSuccessStatusCode();
        (bench.Serving.Requests, bench.Shadow.Requests).ShouldBe((2, 1));

        await bench.Gateway.InferAsync(Request);
        (await bench.CopiesAsync(1)).Compared.ShouldBe(1);
        (bench.Serving.Requests, bench.Shadow.Requests).ShouldBe((3, 2));
    }

    [Fact]
    public async Task About_so_many_requests_are_copied_as_asked_for()
    {
        await using var bench = await ShadowBench.StartAsync(Saying(Answers.Json("[1,2]")), Saying(Answers.Json("[1,2]")), percent: 30);

        for (var number = 0; number < 400; number++)
            (await bench.Gateway.InferAsync(Request)).Dispose();

        // 120 are expected; chance is outside of this once in a million times.
        await Eventually.TrueAsync(async () => (await bench.DemandAsync()).Shadow is { } copies && copies.Compared + copies.Dropped >= 75, "copies");
        bench.Shadow.Requests.ShouldBeLessThan(166);
    }

    [Fact]
    public async Task A_request_that_failed_is_no_measure()
    {
        await using var bench = await ShadowBench.StartAsync(
            context =>
            {
                context.Response.StatusCode = (int)HttpStatusCode.BadRequest;
                return context.Response.WriteAsync("""{"error":"x"}""");
            },
            Saying(Answers.Json("[1,2]")));

        (await bench.Gateway.InferAsync(Request)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        (await bench.CopiesAsync(1)).Dropped.ShouldBe(1);
        bench.Shadow.Requests.ShouldBe(0);
    }

    private static Func<HttpContext, Task> Saying(string answer) => context => context.Response.WriteAsync(answer);

    private static Func<HttpContext, Task> Binary(params float[] numbers) => async context =>
    {
        var answer = Answers.Binary(("y", "FP32", $"[1,{numbers.Length}]", Answers.Bytes(numbers)));
        context.Response.Headers[ShadowHeaders.JsonLength] = $"{answer.JsonLength}";
        await context.Response.Body.WriteAsync(answer.Body);
    };

    private static Func<HttpContext, Task> Grpc(params float[] numbers) => async context =>
    {
        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(Answers.Grpc("FP32", [1, (byte)numbers.Length], Answers.Bytes(numbers)));
        context.Response.AppendTrailer("grpc-status", "0");
    };
}
