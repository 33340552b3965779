using System.Net;
using System.Text;
using System.Text.Json;
using Slipway.Runtime.Server.Tests.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;

namespace Slipway.Runtime.Server.Tests.Processes;

public sealed class LifeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Listens_live_but_unready_while_the_model_downloads()
    {
        WorkingModels.Mlp(1, 4, 2).Save(_directory.Path, "mlp.onnx");
        var release = new TaskCompletionSource();
        await using var server = await ModelServer.StartAsync(_directory.Path, new ModelServerOptions { HoldUntil = release.Task });
        await using var process = RuntimeProcess.Start($"--model-uri={server.Uri("mlp.onnx")}", "--allow-host=127.0.0.1");

        await process.UntilAsync("/livez", HttpStatusCode.OK);
        using var ready = await process.Http.GetAsync("/v2/health/ready");
        using var infer = await process.Http.PostAsync("/v2/models/mlp/infer", new StringContent("{}"));
        var status = await process.Admin.GetStringAsync("/status");
        release.SetResult();
        await process.UntilAsync("/readyz", HttpStatusCode.OK);

        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ready.Content.ReadAsStringAsync()).ShouldBe("""{"ready":false}""");
        infer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        infer.Headers.RetryAfter.ShouldNotBeNull();
        status.ShouldContain("\"phase\":\"Downloading\"");
        (await process.Admin.GetStringAsync("/status")).ShouldContain("\"phase\":\"Ready\"");
    }

    [Fact]
    public async Task Ends_at_once_when_told_to_while_the_model_downloads()
    {
        await using var server = await ModelServer.StartAsync(_directory.Path, new ModelServerOptions { HoldUntil = new TaskCompletionSource().Task });
        await using var process = RuntimeProcess.Start($"--model-uri={server.Uri("mlp.onnx")}", "--allow-host=127.0.0.1", "--drain-delay=60s");
        await process.UntilAsync("/livez", HttpStatusCode.OK);

        process.Signal("TERM");

        (await process.EndAsync()).ShouldBe((0, null));
    }

    [Fact]
    public async Task Draining_under_load_loses_nothing()
    {
        var model = WorkingModels.Slow(rounds: 2000).Save(_directory.Path, "slow.onnx");
        await using var process = await RuntimeProcess.StartReadyAsync(model, "--drain-delay=1500ms", "--drain-timeout=10s");
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 4).Select(_ => LoadAsync(process.Http, stop.Token)).ToList();
        await Eventually.TrueAsync(
            async () => !(await process.Admin.GetStringAsync("/metrics")).Contains("nv_inference_request_success{model=\"slow\",version=\"1\"} 0", StringComparison.Ordinal),
            "the load to arrive");

        process.Signal("TERM");
        process.Signal("TERM");
        await process.UntilAsync("/readyz", HttpStatusCode.ServiceUnavailable);
        // As a load balancer does once it sees "unready": no new requests, before the delay is over.
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        await stop.CancelAsync();
        var answered = await Task.WhenAll(clients);

        answered.Sum().ShouldBeGreaterThan(4); // Some before the signal, some after it; LoadAsync throws on any failure.
        (await process.EndAsync()).ShouldBe((0, null), process.Output);
    }

    [Fact]
    public async Task A_request_in_flight_at_the_end_of_the_delay_is_finished()
    {
        var model = WorkingModels.Slow(rounds: 10_000).Save(_directory.Path, "slow.onnx");
        await using var process = await RuntimeProcess.StartReadyAsync(model, "--drain-delay=0s", "--drain-timeout=20s");
        var request = InferLongAsync(process.Http);
        await Eventually.TrueAsync(
            async () => (await process.Admin.GetStringAsync("/metrics")).Contains("slipway_inference_running{model=\"slow\",version=\"1\"} 1", StringComparison.Ordinal),
            "the request to run");

        process.Signal("TERM");

        using var response = await request;
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await process.EndAsync()).ShouldBe((0, null));
    }

    [Fact]
    public async Task A_run_longer_than_the_drain_timeout_does_not_keep_the_process()
    {
        var model = WorkingModels.Slow(rounds: 10_000).Save(_directory.Path, "slow.onnx");
        await using var process = await RuntimeProcess.StartReadyAsync(model, "--drain-delay=0s", "--drain-timeout=200ms");
        var request = InferLongAsync(process.Http);
        await Eventually.TrueAsync(
            async () => (await process.Admin.GetStringAsync("/metrics")).Contains("slipway_inference_running{model=\"slow\",version=\"1\"} 1", StringComparison.Ordinal),
            "the request to run");

        process.Signal("TERM");

        (await process.EndAsync()).ExitCode.ShouldBe(0);
        await Should.ThrowAsync<HttpRequestException>(request);
    }

    [Fact]
    public async Task Row_33_a_run_longer_than_the_request_timeout_is_ended_for_a_patient_client_too()
    {
        var model = WorkingModels.Slow(rounds: 10_000).Save(_directory.Path, "slow.onnx");
        await using var process = await RuntimeProcess.StartReadyAsync(model, "--request-timeout=300ms");

        using var response = await InferLongAsync(process.Http);

        response.StatusCode.ShouldBe(HttpStatusCode.GatewayTimeout);
        (await response.Content.ReadAsStringAsync()).ShouldContain("Request timeout expired");
    }

    [Fact]
    public async Task The_status_page_says_everything_the_operator_reads()
    {
        await using var process = await RuntimeProcess.StartReadyAsync(
            RealModels.OcrClassifier, "--model-name=ocr", "--model-version=2", "--execution-provider=CUDA", "--execution-provider=CPU");

        using var status = JsonDocument.Parse(await process.Admin.GetStringAsync("/status"));

        var root = status.RootElement;
        root.GetProperty("phase").GetString().ShouldBe("Ready");
        root.GetProperty("model").GetProperty("name").GetString().ShouldBe("ocr");
        root.GetProperty("model").GetProperty("version").GetString().ShouldBe("2");
        root.GetProperty("model").GetProperty("digest").GetString()!.ShouldStartWith("sha256:");
        root.GetProperty("model").GetProperty("sizeBytes").GetInt64().ShouldBe(new FileInfo(RealModels.OcrClassifier).Length);
        root.GetProperty("provider").GetProperty("active").GetString().ShouldBe("CPU");
        root.GetProperty("provider").GetProperty("message").GetString()!.ShouldStartWith("CUDA: ");
        root.GetProperty("phases").EnumerateArray().Select(phase => phase.GetProperty("name").GetString()).ShouldContain("WarmingUp");
        root.GetProperty("signature").GetProperty("inputs")[0].GetProperty("shape").GetRawText().ShouldBe("[-1,3,-1,-1]");
        root.GetProperty("versions").GetProperty("onnxRuntime").GetString().ShouldBe("1.29.0");
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static async Task<HttpStatusCode> InferSlowAsync(HttpClient client)
    {
        using var response = await client.PostAsync(
            "/v2/models/slow/infer", Json("""{"inputs":[{"name":"x","datatype":"FP32","shape":[1,1],"data":[1]}]}"""));
        return response.StatusCode;
    }

    /// <summary>A request with so many rows that 10,000 rounds take seconds: enough to look at it while it runs, on any machine.</summary>
    private static Task<HttpResponseMessage> InferLongAsync(HttpClient client)
    {
        var rows = string.Join(',', Enumerable.Repeat("1", 60_000));
        return client.PostAsync(
            "/v2/models/slow/infer", Json($$"""{"inputs":[{"name":"x","datatype":"FP32","shape":[60000,1],"data":[{{rows}}]}]}"""));
    }

    /// <summary>Asks until stopped; everything but a good answer fails the test.</summary>
    private static async Task<int> LoadAsync(HttpClient client, CancellationToken stop)
    {
        var answered = 0;
        while (!stop.IsCancellationRequested)
        {
            (await InferSlowAsync(client)).ShouldBe(HttpStatusCode.OK);
            answered++;
        }

        return answered;
    }
}
