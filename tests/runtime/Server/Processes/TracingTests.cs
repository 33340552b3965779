using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Runtime.Server.Tests.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;

namespace Slipway.Runtime.Server.Tests.Processes;

public sealed class TracingTests
{
    [Fact]
    public async Task A_clients_trace_goes_on_in_what_is_exported_by_OTLP()
    {
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var exports = new ConcurrentQueue<byte[]>();
        await using var collector = await CollectAsync(exports);
        await using var process = await RuntimeProcess.StartReadyAsync(
            new Dictionary<string, string?>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.Single(),
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            },
            RealModels.OcrClassifier,
            "--model-name=ocr");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v2/models/ocr");
        request.Headers.Add("traceparent", $"00-{Trace}-00f067aa0ba902b7-01");

        using var answer = await process.Http.SendAsync(request);

        answer.EnsureSuccessStatusCode();
        answer.Headers.GetValues("x-request-id").ShouldBe([Trace]);
        await Eventually.TrueAsync(
            () => Task.FromResult(exports.Any(body => Holds(body, Convert.FromHexString(Trace)) && Holds(body, "slipway-runtime"u8.ToArray()))),
            "the span to arrive",
            TimeSpan.FromSeconds(30));
    }

    private static bool Holds(byte[] body, byte[] part) => body.AsSpan().IndexOf(part) >= 0;

    private static async Task<WebApplication> CollectAsync(ConcurrentQueue<byte[]> exports)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = builder.Build();
        collector.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            if (context.Request.Path == "/v1/traces") exports.Enqueue(body.ToArray());
        });
        await collector.StartAsync();
        return collector;
    }
}
