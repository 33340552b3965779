using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Slipway.Telemetry.Prometheus;

/// <summary>The page that Prometheus scrapes.</summary>
public static class PrometheusEndpoint
{
    /// <summary>Answers GET and HEAD at <paramref name="pattern"/>, as text 0.0.4 or OpenMetrics 1.0 by the Accept header.</summary>
    public static IEndpointConventionBuilder MapPrometheusMetrics(this IEndpointRouteBuilder endpoints, string pattern = "/metrics")
    {
        var pipeline = endpoints.ServiceProvider.GetRequiredService<TelemetryPipeline>();
        return endpoints.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)(context => ServeAsync(pipeline.Scraper, context)));
    }

    private static Task ServeAsync(PrometheusScraper scraper, HttpContext context)
    {
        var format = FormatNegotiation.Choose(context.Request.Headers.Accept);
        var response = context.Response;
        response.ContentType = FormatNegotiation.ContentType(format);
        response.Headers.CacheControl = "no-store";
        return scraper.ScrapeAsync(format, SendAsync, context.RequestAborted);

        ValueTask SendAsync(ReadOnlyMemory<byte> page, CancellationToken cancellationToken)
        {
            response.ContentLength = page.Length;
            return HttpMethods.IsHead(context.Request.Method) ? ValueTask.CompletedTask : response.Body.WriteAsync(page, cancellationToken);
        }
    }
}
