using Microsoft.Extensions.DependencyInjection;

namespace Slipway.Telemetry;

/// <summary>Registers telemetry.</summary>
public static class TelemetryServiceCollectionExtensions
{
    /// <summary>
    /// Collects the program's metrics for <c>app.MapPrometheusMetrics()</c>, and sends metrics and traces by OTLP when
    /// <see cref="TelemetryOptions.OtlpEndpoint"/> is set (the OTEL_* variables configure how).
    /// </summary>
    public static IServiceCollection AddSlipwayTelemetry(this IServiceCollection services, TelemetryOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<TelemetryPipeline>();
        services.AddHostedService<TelemetryStarter>();
        return services;
    }
}
