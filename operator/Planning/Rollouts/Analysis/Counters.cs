using Slipway.Api.Demand;

namespace Slipway.Planning.Rollouts.Analysis;

/// <summary>Requests to one version, counted from some moment on.</summary>
internal sealed record Counters
{
    public static Counters None { get; } = new();

    public long Completions { get; init; }

    public long Failures { get; init; }

    /// <summary>By bucket of <see cref="LatencyBuckets"/>; shorter when the rest is zero.</summary>
    public IReadOnlyList<long> Latency { get; init; } = [];

    public long Compared { get; init; }

    public long Mismatched { get; init; }

    public long CopiesFailed { get; init; }

    public long CopiesDropped { get; init; }

    public long Requests => Completions + Failures;

    public double ErrorRate => Requests == 0 ? 0 : (double)Failures / Requests;

    public long Copies => Compared + CopiesFailed;

    public static Counters Of(VersionDemand? demand) => demand is null
        ? None
        : new Counters
        {
            Completions = demand.Completions,
            Failures = demand.Failures,
            Latency = Trimmed(demand.LatencyCounts),
            Compared = demand.Shadow?.Compared ?? 0,
            Mismatched = demand.Shadow?.Mismatched ?? 0,
            CopiesFailed = demand.Shadow?.Failed ?? 0,
            CopiesDropped = demand.Shadow?.Dropped ?? 0,
        };

    public static Counters operator +(Counters left, Counters right) => Combine(left, right, (one, other) => one + other);

    /// <summary>What was counted since; everything when a counter has fallen, because then the gateway began anew.</summary>
    public Counters Since(Counters before)
    {
        var difference = Combine(this, before, (one, other) => one - other);
        return difference.HasNegative ? this : difference;
    }

    private bool HasNegative =>
        Completions < 0 || Failures < 0 || Compared < 0 || Mismatched < 0 || CopiesFailed < 0 || CopiesDropped < 0 || Latency.Any(count => count < 0);

    private static Counters Combine(Counters left, Counters right, Func<long, long, long> with) => new()
    {
        Completions = with(left.Completions, right.Completions),
        Failures = with(left.Failures, right.Failures),
        Latency =
        [
            .. Enumerable.Range(0, Math.Max(left.Latency.Count, right.Latency.Count))
                .Select(bucket => with(left.Latency.ElementAtOrDefault(bucket), right.Latency.ElementAtOrDefault(bucket))),
        ],
        Compared = with(left.Compared, right.Compared),
        Mismatched = with(left.Mismatched, right.Mismatched),
        CopiesFailed = with(left.CopiesFailed, right.CopiesFailed),
        CopiesDropped = with(left.CopiesDropped, right.CopiesDropped),
    };

    private static IReadOnlyList<long> Trimmed(IReadOnlyList<long> counts)
    {
        var length = counts.Count;
        while (length > 0 && counts[length - 1] == 0)
            length--;
        return [.. counts.Take(length)];
    }
}
