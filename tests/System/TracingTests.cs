using System.Diagnostics;
using System.Text;
using Slipway.SystemTests.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;
using Slipway.Tests.Support.Processes;

namespace Slipway.SystemTests;

public sealed class TracingTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    [Fact]
    public async Task The_gateways_spans_of_a_clients_trace_arrive_by_OTLP_once()
    {
        directory.Write("models/good.onnx", WorkingModels.Mlp(1, 4, 8, 2).ToBytes());
        directory.Write("manifests/slipway-local.map", "http://models.test/=../models/"u8.ToArray());
        directory.Write("manifests/ocr.yaml", Encoding.UTF8.GetBytes("""
            apiVersion: slipway.dev/v1alpha1
            kind: ModelDeployment
            metadata: {name: ocr}
            spec: {model: {uri: "http://models.test/good.onnx", version: "1"}}
            """));
        await using var collector = await Collector.StartAsync();
        await using var program = ChildProcess.Start(
            Programs.Slipway,
            ["local", "-f", directory.Join("manifests"), "--cache-dir", directory.Join("cache"), "--port=0", "--grpc-port=0", "--admin-port=0"],
            collector.Environment);
        await Eventually.TrueAsync(
            () => program.Output.Contains("default/ocr Ready version 1", StringComparison.Ordinal) && program.Output.Contains("Serving at ", StringComparison.Ordinal),
            "version 1",
            LocalSystem.Patience);
        var address = program.Output.Split("Serving at ")[1].Split(',')[0];
        var trace = ActivityTraceId.CreateRandom();
        using var http = new HttpClient(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{address}/default/ocr/v2/models/ocr/infer");
        request.Content = new StringContent("""{"inputs":[{"name":"x","datatype":"FP32","shape":[1,4],"data":[1,2,3,4]}]}""");
        request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");

        using var answer = await http.SendAsync(request);

        answer.EnsureSuccessStatusCode();
        byte[][] wanted = [Convert.FromHexString(trace.ToHexString()), "slipway-gateway"u8.ToArray(), "slipway.queue_seconds"u8.ToArray(), "POST /v2/models/{model}/infer"u8.ToArray()];
        await Eventually.TrueAsync(() => collector.Count(wanted) > 0, "the spans to arrive", LocalSystem.Patience);
        program.Signal("TERM");
        await program.WaitAsync(LocalSystem.Patience); // What was not sent yet is sent at the end.
        collector.Count(Convert.FromHexString(trace.ToHexString()), "slipway-local"u8.ToArray()).ShouldBe(0, "the operator in the same process exports them again");
    }

    public void Dispose() => directory.Dispose();
}
