using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Slipway.Gateway.Pools;
using Slipway.Gateway.Proxying;

namespace Slipway.Gateway.Measuring;

/// <summary>
/// What usage is accounted by: requests, rows, bytes and compute seconds by namespace, model, version and caller. A request that reached
/// a replica counts once, when it is over, however often it was tried and whoever ended it; of several tries only the last one's time counts.
/// </summary>
internal sealed class UsageMeter : IDisposable
{
    public const string MeterName = "Slipway.Gateway.Usage";

    /// <summary>Callers of one model that have counters of their own; more are counted together.</summary>
    private const int MostConsumers = 1_000;

    private const string OtherConsumers = "(others)";

    private readonly Meter meter = new(MeterName);
    private readonly ConcurrentDictionary<EntityKey, ConcurrentDictionary<string, bool>> consumers = new();
    private readonly Counter<long> requests;
    private readonly Counter<long> rows;
    private readonly Counter<long> requestBytes;
    private readonly Counter<long> responseBytes;
    private readonly Counter<double> computeSeconds;

    public UsageMeter()
    {
        requests = meter.CreateCounter<long>("slipway_usage_requests_total", "{request}", "Inference requests that reached a replica, by how they ended.");
        rows = meter.CreateCounter<long>("slipway_usage_rows_total", "{row}", "Rows of answered inference requests: first dimension of the first input.");
        requestBytes = meter.CreateCounter<long>("slipway_usage_request_bytes_total", "By", "Bodies of inference requests.");
        responseBytes = meter.CreateCounter<long>("slipway_usage_response_bytes_total", "By", "Bodies of answers to inference requests.");
        computeSeconds = meter.CreateCounter<double>("slipway_usage_compute_seconds_total", "s", "Time that inference requests spent at replicas.");
    }

    /// <summary>A request is over.</summary>
    /// <param name="request">The request, with what it has sent and got.</param>
    /// <param name="outcome">How its last try ended.</param>
    /// <param name="atReplica">How long its last try took.</param>
    public void Ended(ProxyRequest request, Outcome outcome, TimeSpan atReplica)
    {
        var tags = new TagList
        {
            { "namespace", request.Pool.Model.Namespace }, { "name", request.Pool.Model.Name }, { "version", request.Pool.Version },
            { "consumer", Known(request.Pool.Model, request.Consumer) },
        };
        var isAnswered = outcome == Outcome.Answered && request.Context.Response.StatusCode < 400;
        if (isAnswered)
            rows.Add(RowCount.Of(ReplayBody.IsGrpc(request.Context.Request), request.Body.Start.Span, request.Body.IsWhole), tags);
        requestBytes.Add(request.Body.ReceivedBytes, tags);
        responseBytes.Add(request.ResponseBytes.Value, tags);
        computeSeconds.Add(atReplica.TotalSeconds, tags);
        tags.Add("outcome", outcome == Outcome.Cancelled ? "cancelled" : isAnswered ? "answered" : "failed");
        requests.Add(1, tags);
    }

    public void Dispose() => meter.Dispose();

    private string Known(EntityKey model, string consumer)
    {
        var known = consumers.GetOrAdd(model, _ => new(StringComparer.Ordinal));
        return known.ContainsKey(consumer) || (known.Count < MostConsumers && known.TryAdd(consumer, true)) ? consumer : OtherConsumers;
    }
}
