using System.Diagnostics;
using System.Diagnostics.Metrics;
using Slipway.Gateway.Pools;
using Slipway.Gateway.Routing;
using Slipway.Gateway.Shadowing;
using Slipway.Gateway.Shadowing.Comparison;

namespace Slipway.Gateway.Measuring;

/// <summary>What copies of requests came to: for the operator in each version's ledger, and for dashboards.</summary>
internal sealed class ShadowMetrics : IDisposable
{
    private readonly Meter meter = new("Slipway.Gateway.Shadow");
    private readonly Counter<long> copies;
    private readonly Counter<long> dropped;

    public ShadowMetrics(RouteTable table)
    {
        copies = meter.CreateCounter<long>("slipway_gateway_shadow_copies_total", "{request}", "Copies of requests that came to something: alike, different, answered (not compared) or failed.");
        dropped = meter.CreateCounter<long>("slipway_gateway_shadow_dropped_total", "{request}", "Copies of requests that were not made or say nothing, by cause.");
        meter.CreateObservableGauge("slipway_gateway_shadow_in_flight", () => Observe(table, budget => budget.Copies), "{request}", "Copies of requests under way.");
        meter.CreateObservableGauge("slipway_gateway_shadow_bytes", () => Observe(table, budget => budget.Bytes), "By", "Bodies and answers kept for copies of requests.");
    }

    /// <summary>A copy was answered with success.</summary>
    /// <param name="pool">The version that got it.</param>
    /// <param name="requestId">Names the request.</param>
    /// <param name="isCompared">Whether the answer was compared.</param>
    /// <param name="deltas">How it differs.</param>
    public void Answered(VersionPool pool, string requestId, bool isCompared, IReadOnlyList<OutputDelta> deltas)
    {
        pool.Copies.Answered(requestId, deltas);
        Count(pool, !isCompared ? "answered" : deltas.Count == 0 ? "alike" : "different");
    }

    /// <summary>A copy failed.</summary>
    public void Failed(VersionPool pool)
    {
        pool.Copies.Failed();
        Count(pool, "failed");
    }

    /// <summary>A request that was to be copied was not, or its copy says nothing.</summary>
    public void Dropped(VersionPool pool, DropCause cause)
    {
        pool.Copies.Dropped();
        var tags = Tags(pool);
        tags.Add("cause", cause.ToString());
        dropped.Add(1, tags);
    }

    public void Dispose() => meter.Dispose();

    private void Count(VersionPool pool, string result)
    {
        var tags = Tags(pool);
        tags.Add("result", result);
        copies.Add(1, tags);
    }

    private static TagList Tags(VersionPool pool) =>
        new() { { "namespace", pool.Model.Namespace }, { "name", pool.Model.Name }, { "revision", pool.Revision } };

    private static IEnumerable<Measurement<long>> Observe(RouteTable table, Func<ShadowBudget, long> value) => table.Current.Values
        .Select(route => route.Shadow?.Pool).OfType<VersionPool>().Select(pool => new Measurement<long>(value(pool.CopyBudget), Tags(pool)));
}
