using System.Globalization;
using Slipway.Api;
using Slipway.Api.Durations;
using Slipway.Planning.Runtime;

namespace Slipway.Planning.Autoscaling.Capacity;

/// <summary>How many requests a replica is given at once: from the target, and from what the runtime has measured.</summary>
/// <remarks>
/// With c requests in flight and batching, half of them run while the other half waits for the run to end: a request takes two runs of
/// c/2 rows. So c is the largest number with 2·t(⌈c/2⌉) within the target, and 1 if only t(1) is.
/// </remarks>
public static class ReplicaCapacityRule
{
    /// <summary>Where neither the target nor the runtime says anything.</summary>
    public const int Standard = 4;

    /// <param name="target">What the user asked for; null: what was measured.</param>
    /// <param name="measured">What the runtime has measured; null: nothing yet.</param>
    /// <param name="serviceSeconds">Time at a replica per request, as gateways see it; null: not known.</param>
    public static ReplicaCapacity Of(AutoscalingTarget? target, RuntimeCapacity? measured, double? serviceSeconds) => target switch
    {
        { Concurrency: { } given } => new(given, Text($"concurrency {given}")),
        { RequestsPerSecond: { } rate } => OfRate(rate, serviceSeconds ?? Shortest(measured)),
        { LatencyP95: { } text } when GoDuration.TryParse(text, out var latency) => OfLatency(latency, measured),
        _ when measured?.Concurrency is { } own and >= 1 => new(Math.Min(own, ModelDeploymentLimits.Concurrency), Text($"measured by the runtime")),
        _ => new(Standard, "assumed: nothing has been measured yet"),
    };

    private static ReplicaCapacity OfRate(int rate, double? seconds) => seconds is { } known and > 0
        ? new(Math.Clamp(rate * known, 0.01, ModelDeploymentLimits.Concurrency), Text($"{rate} requests/s of {Round(known * 1000)} ms each"))
        : new(1, Text($"{rate} requests/s; how long one takes is not known yet"));

    private static ReplicaCapacity OfLatency(TimeSpan latency, RuntimeCapacity? measured)
    {
        var curve = Curve(measured);
        if (curve.Count == 0)
            return new(1, Text($"latencyP95 {GoDuration.Format(latency)}: nothing has been measured yet"));
        var limit = latency.TotalMilliseconds;
        var most = Math.Min(ModelDeploymentLimits.Concurrency, 2 * (measured?.MaxBatchSize ?? curve[^1].Batch));
        var best = 0;
        for (var requests = 2; requests <= most && 2 * Milliseconds(curve, (requests + 1) / 2) <= limit; requests++)
            best = requests;
        if (best > 1)
            return new(best, Text($"latencyP95 {GoDuration.Format(latency)}: two runs of {(best + 1) / 2} take {Round(2 * Milliseconds(curve, (best + 1) / 2))} ms"));
        var single = Round(Milliseconds(curve, 1));
        return Milliseconds(curve, 1) <= limit
            ? new(1, Text($"latencyP95 {GoDuration.Format(latency)}: one run takes {single} ms"))
            : new(1, Text($"latencyP95 {GoDuration.Format(latency)} cannot be met: one run alone takes {single} ms"));
    }

    // Between two points in proportion; beyond the last as many rows as there, run after run.
    private static double Milliseconds(List<RuntimeCapacityPoint> curve, int batch)
    {
        var after = curve.FindIndex(point => point.Batch >= batch);
        if (after == 0)
            return curve[0].Milliseconds;
        if (after < 0)
            return curve[^1].Milliseconds * batch / curve[^1].Batch;
        var (low, high) = (curve[after - 1], curve[after]);
        return low.Milliseconds + ((high.Milliseconds - low.Milliseconds) * (batch - low.Batch) / (high.Batch - low.Batch));
    }

    private static double? Shortest(RuntimeCapacity? measured) => Curve(measured) is [var first, ..] ? first.Milliseconds / 1000 : null;

    // What a pod reports is not trusted to be sensible.
    private static List<RuntimeCapacityPoint> Curve(RuntimeCapacity? measured) =>
    [
        .. (measured?.Curve ?? [])
            .Where(point => point is { Batch: > 0 and <= 100_000, Milliseconds: > 0 and < 1e9 })
            .GroupBy(point => point.Batch)
            .Select(points => points.First())
            .OrderBy(point => point.Batch),
    ];

    private static double Round(double milliseconds) => Math.Round(milliseconds, milliseconds < 10 ? 1 : 0);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
