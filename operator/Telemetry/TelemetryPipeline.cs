using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Slipway.Telemetry.Prometheus;

namespace Slipway.Telemetry;

/// <summary>
/// Listens to the program's instruments and activities from its construction on. Disposal flushes what OTLP has not
/// sent yet.
/// </summary>
internal sealed class TelemetryPipeline : IDisposable
{
    private readonly MeterProvider meters;

    private readonly TracerProvider? traces;

    private readonly ProcessMetrics processMetrics;

    public TelemetryPipeline(TelemetryOptions options, IEnumerable<IStateMetrics> stateMetrics, ILogger<PrometheusExporter> logger)
    {
        var version = options.ServiceVersion ?? VersionOf(Assembly.GetEntryAssembly());
        var resource = ResourceBuilder.CreateEmpty()
            .AddService(options.ServiceName, serviceVersion: version, serviceInstanceId: Environment.MachineName)
            .AddEnvironmentVariableDetector();
        processMetrics = new ProcessMetrics(version);
        var exporter = new PrometheusExporter(logger);
        var metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter([.. options.Meters])
            .AddView(instrument => StreamOf(instrument, options))
            .AddReader(new BaseExportingMetricReader(exporter));
        if (options.OtlpEndpoint is not null)
        {
            metrics.AddOtlpExporter();
            traces = Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(resource)
                .AddSource([.. options.ActivitySources])
                .AddOtlpExporter()
                .Build();
        }
        meters = metrics.Build();
        Scraper = new PrometheusScraper(exporter, resource.Build().Attributes, stateMetrics);
    }

    public PrometheusScraper Scraper { get; }

    public void Dispose()
    {
        meters.Dispose();
        traces?.Dispose();
        processMetrics.Dispose();
        Scraper.Dispose();
    }

    private static string VersionOf(Assembly? assembly) =>
        assembly?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    /// <summary>The bucket bounds: configured, else as the instrument advises, else by its unit.</summary>
    private static MetricStreamConfiguration StreamOf(Instrument instrument, TelemetryOptions options)
    {
        var limit = options.CardinalityLimitByMeter.GetValueOrDefault(instrument.Meter.Name, options.CardinalityLimit);
        if (options.HistogramBuckets.TryGetValue(instrument.Name, out var bounds))
            return new ExplicitBucketHistogramConfiguration { Boundaries = bounds, CardinalityLimit = limit };
        if (instrument is Histogram<double> { Advice: null, Unit: "s" })
            return new ExplicitBucketHistogramConfiguration { Boundaries = [.. Buckets.Seconds], CardinalityLimit = limit };
        return new MetricStreamConfiguration { CardinalityLimit = limit };
    }
}
