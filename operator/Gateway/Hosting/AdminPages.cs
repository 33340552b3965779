using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Gateway.Demand;
using Slipway.Gateway.Routing;
using Slipway.Kubernetes.Health;

namespace Slipway.Gateway.Hosting;

/// <summary>Probes, the demand stream, and the routes for people.</summary>
internal sealed class AdminPages(RouteTable table, DemandEndpoint demand, RouteReadiness readiness, Draining draining)
{
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/demand", (RequestDelegate)demand.HandleAsync);
        endpoints.MapGet("/livez", (RequestDelegate)(context => context.Response.WriteAsync("ok\n")));
        endpoints.MapGet("/readyz", (RequestDelegate)ReadyAsync);
        endpoints.MapGet("/routes", (RequestDelegate)(context => context.Response.WriteAsync(RoutesPage.Write(table))));
    }

    private Task ReadyAsync(HttpContext context)
    {
        var verdict = draining.HasBegun ? HealthVerdict.Unhealthy("Draining.") : readiness.Verdict;
        context.Response.StatusCode = verdict.IsHealthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsync($"{verdict.Message}\n");
    }
}
