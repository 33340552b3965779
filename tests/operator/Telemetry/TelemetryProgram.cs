using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Slipway.Telemetry.Prometheus;

namespace Slipway.Telemetry.Tests;

/// <summary>A small web program with telemetry and a meter of its own.</summary>
internal sealed class TelemetryProgram : IAsyncDisposable
{
    private readonly WebApplication app;

    private TelemetryProgram(WebApplication app, Meter meter)
    {
        this.app = app;
        Meter = meter;
    }

    public Meter Meter { get; }

    public static async Task<TelemetryProgram> StartAsync(Func<TelemetryOptions, TelemetryOptions>? configure = null, IStateMetrics? stateMetrics = null)
    {
        var meter = new Meter($"Unit.{Guid.NewGuid():N}");
        var options = new TelemetryOptions
        {
            ServiceName = "unit",
            ServiceVersion = "1.2.3",
            Meters = [meter.Name, "Slipway.Other", "Slipway.Process", "System.Runtime"],
            OtlpEndpoint = null,
        };
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSlipwayTelemetry(configure?.Invoke(options) ?? options);
        if (stateMetrics is not null)
            builder.Services.AddSingleton(stateMetrics);
        var program = builder.Build();
        program.MapPrometheusMetrics();
        await program.StartAsync();
        return new TelemetryProgram(program, meter);
    }

    public async Task<string> ScrapeAsync(string accept = "text/plain")
    {
        using var client = app.GetTestClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        response.Content.Headers.ContentType!.MediaType.ShouldBe(accept);
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>A scrape without HTTP around it.</summary>
    public Task CollectAsync() => app.Services.GetRequiredService<TelemetryPipeline>().Scraper
        .ScrapeAsync(PrometheusFormat.Text, static (_, _) => ValueTask.CompletedTask, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Meter.Dispose();
    }
}
