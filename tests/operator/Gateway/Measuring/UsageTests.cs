using System.Net;
using Microsoft.AspNetCore.Http;
using Slipway.Api;
using Slipway.Gateway.Tests.Access;
using Slipway.Gateway.Tests.Harness;
using Slipway.Tests.Support;

namespace Slipway.Gateway.Tests.Measuring;

/// <summary>What usage is accounted by, as /metrics tells it.</summary>
[Collection(ProcessWideMetrics.Name)]
public sealed class UsageTests
{
    private const string Consumer = "consumer=\"usage-tests\"";

    private const string Labels = """namespace="vision",name="ocr",version="1",consumer="usage-tests" """;

    private const string Body = """{"inputs":[{"name":"x","shape":[8,2]}]}""";

    [Fact]
    public async Task A_request_counts_once_with_its_rows_and_bytes_however_often_it_was_tried()
    {
        await using var full = await FakeReplica.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = "1";
            return Task.CompletedTask;
        });
        await using var replica = await FakeReplica.StartAsync(context => context.Response.WriteAsync("12345"));
        await using var gateway = await StartAsync();
        await gateway.AddAsync(full.HttpPort);
        await gateway.AddAsync(replica.HttpPort);

        for (var number = 0; number < 6; number++)
            (await AskAsync(gateway)).StatusCode.ShouldBe(HttpStatusCode.OK);

        full.Requests.ShouldBeGreaterThan(0);
        var metrics = await MetricsAsync(gateway, "answered", 6);
        Value(metrics, "slipway_usage_rows_total").ShouldBe(48);
        Value(metrics, "slipway_usage_request_bytes_total").ShouldBe(6 * Body.Length);
        Value(metrics, "slipway_usage_response_bytes_total").ShouldBe(6 * 5);
        Value(metrics, "slipway_usage_compute_seconds_total").ShouldBeGreaterThan(0);
        metrics.Split('\n').ShouldNotContain(line => line.Contains(Consumer) && line.Contains("outcome=\"failed\""));
    }

    [Fact]
    public async Task A_request_whose_client_leaves_counts_once_as_cancelled_and_has_no_rows()
    {
        await using var replica = await FakeReplica.StartAsync(context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        await using var gateway = await StartAsync();
        await gateway.AddAsync(replica.HttpPort);
        using var patience = new CancellationTokenSource();
        var request = AskAsync(gateway, patience.Token);
        await Eventually.TrueAsync(() => Task.FromResult(replica.Requests == 1), "the request to be under way");

        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(request);
        var metrics = await MetricsAsync(gateway, "cancelled", 1);
        // Other tests' gateways count beside this one, for other callers.
        var own = metrics.Split('\n').Where(line => line.Contains(Consumer, StringComparison.Ordinal)).ToList();
        own.ShouldNotContain(line => line.StartsWith("slipway_usage_rows_total{", StringComparison.Ordinal));
        own.ShouldNotContain(line => line.Contains("outcome=\"answered\"", StringComparison.Ordinal));
    }

    private static async Task<TestGateway> StartAsync()
    {
        var gateway = await TestGateway.StartAsync(
            options => options with { AccessRefresh = TimeSpan.FromMilliseconds(100) }, new AccessSpec { ApiKeys = new() { SecretName = "ocr-keys" } });
        await gateway.SetSecretAsync("ocr-keys", ("usage-tests", KeyRingTests.Hash("key-a")));
        await Eventually.TrueAsync(async () => !(await gateway.Admin.GetStringAsync("/routes")).Contains("nobody is let in", StringComparison.Ordinal), "the key to be read");
        return gateway;
    }

    private static async Task<HttpResponseMessage> AskAsync(TestGateway gateway, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/vision/ocr/v2/models/ocr/infer") { Content = new StringContent(Body) };
        request.Headers.Add("x-api-key", "key-a");
        return await gateway.Http.SendAsync(request, cancellationToken);
    }

    /// <summary>The metrics, once so many requests have ended like that.</summary>
    private static async Task<string> MetricsAsync(TestGateway gateway, string outcome, int count)
    {
        var metrics = "";
        await Eventually.TrueAsync(
            async () => (metrics = await gateway.Admin.GetStringAsync("/metrics")).Split('\n').Any(line =>
                line.StartsWith("slipway_usage_requests_total{", StringComparison.Ordinal) && line.Contains(Consumer, StringComparison.Ordinal) && line.Contains($"outcome=\"{outcome}\"", StringComparison.Ordinal) && line.EndsWith($" {count}", StringComparison.Ordinal)),
            $"{count} {outcome}");
        return metrics;
    }

    private static double Value(string metrics, string name)
    {
        // Other tests' gateways count beside this one, for other callers.
        var line = metrics.Split('\n').Where(line => line.StartsWith($"{name}{{", StringComparison.Ordinal) && line.Contains(Consumer, StringComparison.Ordinal)).ShouldHaveSingleItem();
        foreach (var label in Labels.Trim().Split(','))
            line.ShouldContain(label);
        return double.Parse(line.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
