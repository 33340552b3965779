using Slipway.Api.Demand;

namespace Slipway.Planning.Rollouts.Analysis;

/// <summary>Quantiles of a histogram in <see cref="LatencyBuckets"/>.</summary>
internal static class Quantiles
{
    /// <summary>Seconds; between the bounds of a bucket in proportion to their logarithm. 0 when nothing was counted.</summary>
    public static double Of(IReadOnlyList<long> counts, double quantile)
    {
        var rank = quantile * counts.Sum();
        var below = 0.0;
        for (var bucket = 0; bucket < counts.Count; bucket++)
        {
            if (counts[bucket] > 0 && below + counts[bucket] >= rank)
                return Between(bucket, (rank - below) / counts[bucket]);
            below += counts[bucket];
        }

        return 0;
    }

    private static double Between(int bucket, double part)
    {
        var upper = Bound(bucket);
        var lower = bucket == 0 ? upper / Math.Sqrt(2) : Bound(bucket - 1);
        return lower * Math.Pow(upper / lower, Math.Clamp(part, 0, 1));
    }

    private static double Bound(int bucket) =>
        bucket < LatencyBuckets.UpperBounds.Count ? LatencyBuckets.UpperBounds[bucket] : LatencyBuckets.UpperBounds[^1] * Math.Sqrt(2);
}
