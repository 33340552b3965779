using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Slipway.Api.Demand;
using Slipway.Gateway.Routing;

namespace Slipway.Gateway.Demand;

/// <summary><c>GET /demand</c>: a line of JSON every second, and at once when someone waits for a replica or a route has changed.</summary>
internal sealed class DemandEndpoint(GatewayOptions options, RouteTable table, GatewayClock clock, DemandSignal signal)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // Many requests that wait at once are one line.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(20);

    public async Task HandleAsync(HttpContext context)
    {
        context.Response.ContentType = "application/x-ndjson";
        var reporter = new DemandReporter(options.Identity, table, clock);
        var ended = context.RequestAborted;
        while (!ended.IsCancellationRequested)
        {
            var raised = signal.Next;
            await JsonSerializer.SerializeAsync(context.Response.Body, reporter.Next(), DemandJsonContext.Default.DemandReport, ended);
            await context.Response.Body.WriteAsync("\n"u8.ToArray(), ended);
            await context.Response.Body.FlushAsync(ended);
            await Task.Delay(Shortest, clock.Time, ended);
            await raised.WaitAsync(Interval, clock.Time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
