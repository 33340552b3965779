using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Slipway.Api;
using Slipway.Gateway.Tests.Access;
using Slipway.Gateway.Tests.Harness;
using Slipway.Tests.Support;

namespace Slipway.Gateway.Tests.Shadowing;

/// <summary>Whatever a version under trial does, callers do not see it; and what copies take is bounded.</summary>
[Collection(ProcessWideMetrics.Name)]
public sealed class ShadowIsolationTests
{
    private static readonly string Good = Answers.Json("[1,2]");

    [Fact]
    public async Task A_version_that_hangs_delays_nobody_and_more_copies_than_it_has_room_for_are_dropped()
    {
        await using var bench = await ShadowBench.StartAsync(Saying(Good), context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        var clock = Stopwatch.StartNew();

        for (var number = 0; number < 12; number++)
            (await bench.Gateway.InferAsync()).StatusCode.ShouldBe(HttpStatusCode.OK);

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(8), "a copy alone waits for 10 s");
        // The replica takes four at once (its concurrency): the others never leave the gateway.
        var copies = await bench.CopiesAsync(8);
        (copies.Dropped, copies.Compared, copies.Failed, bench.Shadow.Requests).ShouldBe((8, 0, 0, 4));
        (await bench.DemandAsync("r1")).ShouldSatisfyAllConditions(serving => serving.Queued.ShouldBe(0), serving => serving.Completions.ShouldBe(12));
        (await bench.Gateway.Admin.GetStringAsync("/metrics")).ShouldContain("cause=\"NoReplica\"");
        (await bench.CopiesAsync(12)).Failed.ShouldBe(4, "what is not answered in time has failed");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(400)]
    [InlineData(0)]
    public async Task A_version_that_fails_costs_no_caller_anything(int status)
    {
        await using var bench = await ShadowBench.StartAsync(Saying(Good), context =>
        {
            if (status == 0)
                context.Abort();
            else
                context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        for (var number = 0; number < 2; number++)
            (await (await bench.Gateway.InferAsync()).Content.ReadAsStringAsync()).ShouldBe(Good);

        var copies = await bench.CopiesAsync(2);
        (copies.Failed, copies.Compared, copies.Dropped).ShouldBe((2, 0, 0));
    }

    [Fact]
    public async Task A_caller_that_leaves_is_no_measure_and_leaves_nothing_behind()
    {
        await using var bench = await ShadowBench.StartAsync(
            async context =>
            {
                await context.Response.WriteAsync(Good);
                await context.Response.Body.FlushAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            },
            Saying(Good));
        using var patience = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/vision/ocr/v2/models/ocr/infer") { Content = new StringContent("{}") };
        using var answer = await bench.Gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        var body = answer.Content.ReadAsStringAsync(patience.Token);

        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(body);
        (await bench.CopiesAsync(1)).Dropped.ShouldBe(1);
        bench.Shadow.Requests.ShouldBe(0);
        (await RoutesAsync(bench)).ShouldContain("; 0 under way, 0 bytes kept");
    }

    [Fact]
    public async Task A_version_without_a_replica_gets_no_copies()
    {
        await using var bench = await ShadowBench.StartAsync(Saying(Good), Saying(Good));
        await bench.Shadow.KillAsync();

        (await bench.Gateway.InferAsync()).EnsureSuccessStatusCode();

        (await bench.CopiesAsync(1)).ShouldSatisfyAllConditions(copies => copies.Dropped.ShouldBe(1), copies => copies.Failed.ShouldBe(0));
    }

    [Fact]
    public async Task No_more_copies_are_under_way_than_allowed_and_bytes_are_given_back()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var bench = await ShadowBench.StartAsync(
            Saying(Good),
            async context =>
            {
                await gate.Task;
                await context.Response.WriteAsync(Good);
            },
            change: options => options with { MaxShadowCopies = 2 });

        for (var number = 0; number < 5; number++)
            (await bench.Gateway.InferAsync()).EnsureSuccessStatusCode();
        (await bench.CopiesAsync(3)).Dropped.ShouldBe(3);
        (await RoutesAsync(bench)).ShouldContain("; 2 under way, ");
        gate.SetResult();

        (await bench.CopiesAsync(5)).Compared.ShouldBe(2);
        await Eventually.TrueAsync(async () => (await RoutesAsync(bench)).Contains("; 0 under way, 0 bytes kept", StringComparison.Ordinal), "all to be given back");
    }

    [Fact]
    public async Task Copies_that_would_need_too_many_bytes_are_dropped()
    {
        var large = Answers.Json($"[{string.Join(',', Enumerable.Repeat("1", 20_000))}]", shape: "[20000]");
        await using var bench = await ShadowBench.StartAsync(Saying(large), Saying(large), change: options => options with { MaxShadowBytes = 30_000 });

        (await (await bench.Gateway.InferAsync()).Content.ReadAsStringAsync()).ShouldBe(large);

        (await bench.CopiesAsync(1)).Dropped.ShouldBe(1);
        bench.Shadow.Requests.ShouldBe(0);
        (await RoutesAsync(bench)).ShouldContain("; 0 under way, 0 bytes kept");
    }

    [Fact]
    public async Task Requests_that_are_not_kept_and_other_protocols_are_dropped()
    {
        await using var bench = await ShadowBench.StartAsync(
            async context =>
            {
                await context.Request.Body.CopyToAsync(Stream.Null);
                await context.Response.WriteAsync(Good);
            },
            Saying(Good));

        (await bench.Gateway.InferAsync(new string(' ', (1024 * 1024) + 1))).EnsureSuccessStatusCode();
        (await bench.Gateway.InferAsync(path: "/vision/ocr/v1/models/ocr:predict")).EnsureSuccessStatusCode();

        (await bench.CopiesAsync(2)).Dropped.ShouldBe(2);
        bench.Shadow.Requests.ShouldBe(0);
        var metrics = await bench.Gateway.Admin.GetStringAsync("/metrics");
        metrics.ShouldContain("cause=\"TooLarge\"");
        metrics.ShouldContain("cause=\"Protocol\"");
    }

    [Fact]
    public async Task A_caller_pays_for_a_request_once_and_its_limits_are_not_used_up()
    {
        // Nothing is given back for an hour: a copy that were charged would be refused, and the next request too.
        var access = new AccessSpec { ApiKeys = new() { SecretName = "ocr-keys" }, Concurrency = 1 };
        await using var bench = await ShadowBench.StartAsync(
            Saying(Good),
            context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted),
            change: options => options with { AccessRefresh = TimeSpan.FromMilliseconds(100) },
            access: access);
        await bench.Gateway.SetSecretAsync("ocr-keys", ("shadow-tests", KeyRingTests.Hash("key-a")));
        await Eventually.TrueAsync(async () => !(await bench.Gateway.Admin.GetStringAsync("/routes")).Contains("nobody is let in", StringComparison.Ordinal), "the key to be read");

        for (var number = 0; number < 3; number++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/vision/ocr/v2/models/ocr/infer") { Content = new StringContent("{}") };
            request.Headers.Add("x-api-key", "key-a");
            (await bench.Gateway.Http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.OK, "the copies of the requests before are still under way");
        }

        await Eventually.TrueAsync(() => bench.Shadow.Requests == 3, "three copies");
        var usage = (await bench.Gateway.Admin.GetStringAsync("/metrics")).Split('\n')
            .Where(line => line.StartsWith("slipway_usage_requests_total{", StringComparison.Ordinal) && line.Contains("consumer=\"shadow-tests\"", StringComparison.Ordinal));
        usage.ShouldHaveSingleItem().ShouldSatisfyAllConditions(line => line.ShouldContain("version=\"1\""), line => line.ShouldEndWith(" 3"));
    }

    [Fact]
    public async Task Without_tolerances_only_answers_count()
    {
        await using var bench = await ShadowBench.StartAsync(Saying(Good), Saying("anything"), tolerance: null);

        (await bench.Gateway.InferAsync()).EnsureSuccessStatusCode();

        (await bench.CopiesAsync(1)).ShouldSatisfyAllConditions(copies => copies.Compared.ShouldBe(1), copies => copies.Mismatched.ShouldBe(0));
    }

    [Fact]
    public async Task A_new_trial_begins_without_the_differences_of_the_last_but_its_counters_go_on()
    {
        await using var bench = await ShadowBench.StartAsync(Saying(Good), Saying(Answers.Json("[1,9]")));
        await bench.Gateway.InferAsync();
        (await bench.CopiesAsync(1)).Worst.ShouldNotBeEmpty();

        await bench.Gateway.SetTrafficAsync(new TrafficTarget { Revision = "r1", Weight = 100 }, new TrafficTarget { Revision = "r2", Weight = 0 });
        await Eventually.TrueAsync(async () => !(await bench.Gateway.Admin.GetStringAsync("/routes")).Contains("gets copies", StringComparison.Ordinal), "the end of the trial");
        await bench.Gateway.InferAsync();
        await bench.Gateway.SetTrafficAsync(
            new TrafficTarget { Revision = "r1", Weight = 100 }, new TrafficTarget { Revision = "r2", Weight = 0, Shadow = new() { Percent = 100, AbsoluteTolerance = "10" } });
        await Eventually.TrueAsync(async () => (await bench.Gateway.Admin.GetStringAsync("/routes")).Contains("gets copies", StringComparison.Ordinal), "the next trial");

        await bench.Gateway.InferAsync();
        var copies = await bench.CopiesAsync(2);
        (copies.Compared, copies.Mismatched, copies.Worst.Count).ShouldBe((2, 1, 0));
    }

    private static async Task<string> RoutesAsync(ShadowBench bench) => await bench.Gateway.Admin.GetStringAsync("/routes");

    private static Func<HttpContext, Task> Saying(string answer) => context => context.Response.WriteAsync(answer);
}
