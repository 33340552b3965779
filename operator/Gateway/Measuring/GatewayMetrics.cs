using System.Diagnostics;
using System.Diagnostics.Metrics;
using Slipway.Gateway.Access;
using Slipway.Gateway.Pools;
using Slipway.Gateway.Proxying;
using Slipway.Gateway.Routing;
using Slipway.Telemetry;

namespace Slipway.Gateway.Measuring;

/// <summary>Rates, errors and durations by model and version. Each request counts once.</summary>
internal sealed class GatewayMetrics : IDisposable
{
    private readonly Meter meter = new("Slipway.Gateway");
    private readonly Counter<long> requests;
    private readonly Counter<long> refused;
    private readonly Counter<long> denied;
    private readonly Counter<long> retries;
    private readonly Counter<long> left;
    private readonly Histogram<double> durations;
    private readonly Histogram<double> waits;

    public GatewayMetrics(RouteTable table)
    {
        var seconds = new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets.Seconds };
        requests = meter.CreateCounter<long>("slipway_gateway_requests_total", "{request}", "Inference requests answered, by HTTP status.");
        refused = meter.CreateCounter<long>("slipway_gateway_refused_total", "{request}", "Inference requests that got no replica, by cause.");
        denied = meter.CreateCounter<long>("slipway_gateway_denied_total", "{request}", "Requests that spec.access did not let in, by verdict.");
        retries = meter.CreateCounter<long>("slipway_gateway_retries_total", "{try}", "Further tries on another replica, by what became of the one before.");
        left = meter.CreateCounter<long>("slipway_gateway_clients_left_total", "{request}", "Requests whose client left before the answer.");
        durations = meter.CreateHistogram("slipway_gateway_request_seconds", "s", "From a request's arrival to the end of its answer.", advice: seconds);
        waits = meter.CreateHistogram("slipway_gateway_wait_seconds", "s", "From a request's arrival to its replica.", advice: seconds);
        meter.CreateObservableGauge("slipway_gateway_queued", () => Observe(table, demand => demand.Queued), "{request}", "Requests that wait for a replica.");
        meter.CreateObservableGauge("slipway_gateway_in_flight", () => Observe(table, demand => demand.InFlight), "{request}", "Requests at replicas.");
        meter.CreateObservableGauge("slipway_gateway_ejected", () => Observe(table, demand => demand.Ejected), "{replica}", "Replicas left out because they fail.");
    }

    public void Refused(VersionPool pool, Refusal refusal)
    {
        var tags = Tags(pool);
        tags.Add("cause", refusal.ToString());
        refused.Add(1, tags);
    }

    public void Denied(EntityKey model, AccessVerdict verdict) =>
        denied.Add(1, new TagList { { "namespace", model.Namespace }, { "name", model.Name }, { "verdict", verdict.ToString() } });

    public void Retried(VersionPool pool, Outcome outcome)
    {
        var tags = Tags(pool);
        tags.Add("cause", outcome.ToString());
        retries.Add(1, tags);
    }

    public void ClientLeft() => left.Add(1);

    /// <summary>A request is over.</summary>
    public void Answered(ProxyRequest request, TimeSpan waited, TimeSpan took, Attempt attempt)
    {
        var (pool, context) = (request.Pool, request.Context);
        var tags = Tags(pool);
        durations.Record(took.TotalSeconds, tags);
        waits.Record(waited.TotalSeconds, tags);
        tags.Add("code", attempt.Outcome == Outcome.Cancelled ? "499" : context.Response.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture));
        tags.Add("protocol", ReplayBody.IsGrpc(context.Request) ? "grpc" : "rest");
        requests.Add(1, tags);
    }

    public void Dispose() => meter.Dispose();

    private static TagList Tags(VersionPool pool) =>
        new() { { "namespace", pool.Model.Namespace }, { "name", pool.Model.Name }, { "revision", pool.Revision } };

    private static IEnumerable<Measurement<long>> Observe(RouteTable table, Func<Api.Demand.VersionDemand, int> value) =>
        table.Current.Values.SelectMany(route => route.Pools).Select(pool => new Measurement<long>(value(pool.Snapshot().Demand), Tags(pool)));
}
