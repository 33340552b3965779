using Microsoft.Extensions.DependencyInjection;

namespace Slipway.Controllers.Observing.Metrics;

/// <summary>Registers who answers queries.</summary>
internal static class MetricsServiceCollectionExtensions
{
    /// <param name="services">Where to.</param>
    /// <param name="address">Of the Prometheus; null: there is none.</param>
    public static IServiceCollection AddMetricsServer(this IServiceCollection services, Uri? address)
    {
        if (address is null)
            return services.AddSingleton<IMetricsServer, NoMetricsServer>();
        services.AddHttpClient(PrometheusServer.ClientName, http =>
            {
                // A base address without a slash at its end would lose its last part.
                http.BaseAddress = new Uri($"{address.GetLeftPart(UriPartial.Path).TrimEnd('/')}/");
                http.Timeout = PrometheusServer.Limit;
                http.MaxResponseContentBufferSize = PrometheusServer.MostBytes;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = PrometheusServer.Limit })
            .RemoveAllLoggers();
        return services.AddSingleton<IMetricsServer, PrometheusServer>();
    }
}
