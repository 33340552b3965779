using System.Text;
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
        endpoints.MapGet("/routes", (RequestDelegate)(context => context.Response.WriteAsync(Routes())));
    }

    private Task ReadyAsync(HttpContext context)
    {
        var verdict = draining.HasBegun ? HealthVerdict.Unhealthy("Draining.") : readiness.Verdict;
        context.Response.StatusCode = verdict.IsHealthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsync($"{verdict.Message}\n");
    }

    private string Routes()
    {
        var text = new StringBuilder("MODEL  REVISION  WEIGHT  QUEUED  IN FLIGHT  REPLICAS\n");
        foreach (var route in table.Current.Values.OrderBy(route => route.Key.ToString(), StringComparer.Ordinal))
        {
            foreach (var pool in route.Pools)
            {
                var now = pool.Snapshot().Demand;
                var weight = route.Shares.FirstOrDefault(share => share.Pool == pool)?.Weight ?? 0;
                var replicas = pool.Replicas().Select(replica => $"{replica.Pod}:{replica.InFlight}{(replica.IsEjected ? " (ejected)" : "")}");
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{route.Key}  {pool.Revision}  {weight} %  {now.Queued}  {now.InFlight}  {string.Join(", ", replicas)}\n");
            }
        }
        foreach (var route in table.Current.Values.OrderBy(route => route.Key.ToString(), StringComparer.Ordinal))
        {
            if ((route.Access?.Problem ?? route.Access?.Warning) is { } trouble)
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{route.Key}: {(route.Access!.Problem is null ? "" : "nobody is let in: ")}{trouble}\n");
        }
        return text.ToString();
    }
}
