using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Slipway.SystemTests.Harness;

/// <summary>Takes what programs export by OTLP.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<byte[]> traces = new();
    private readonly WebApplication application;

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        application = builder.Build();
        application.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            if (context.Request.Path == "/v1/traces")
                traces.Enqueue(body.ToArray());
        });
    }

    /// <summary>The variables that make a program export to it.</summary>
    public Dictionary<string, string?> Environment => new(StringComparer.Ordinal)
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = application.Urls.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
    };

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector.application.StartAsync();
        return collector;
    }

    /// <summary>How many exports have all of these parts.</summary>
    public int Count(params byte[][] parts) => traces.Count(body => parts.All(part => body.AsSpan().IndexOf(part) >= 0));

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
