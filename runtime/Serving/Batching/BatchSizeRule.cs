namespace Slipway.Runtime.Serving.Batching;

/// <summary>Chooses from a measured curve how many rows a run should have at most.</summary>
public static class BatchSizeRule
{
    /// <summary>The largest batch that Auto considers: beyond it little is won, and waiting gets long.</summary>
    internal const int Largest = 64;

    /// <summary>A size counts as lost when it is so much slower than the best one.</summary>
    private const double Lost = 0.8;

    /// <summary>Beyond this nobody waits for a batch.</summary>
    internal static readonly TimeSpan LongestRun = TimeSpan.FromMilliseconds(400);

    /// <summary>Differences below this are noise, and a smaller batch answers sooner.</summary>
    private const double Negligible = 0.015;

    /// <summary>The smallest size that is as fast, in rows per second, as the fastest; so never one that is slower than no batching.</summary>
    /// <param name="curve">At least one point.</param>
    /// <param name="negligible">What counts as as fast. Default: 0.015 of the fastest.</param>
    public static CapacityPoint Choose(IReadOnlyList<CapacityPoint> curve, double negligible = Negligible)
    {
        var best = curve.Max(point => point.RowsPerSecond);
        return curve.OrderBy(point => point.Batch).First(point => point.RowsPerSecond >= best * (1 - negligible));
    }

    /// <summary>Whether larger sizes are not worth a trial: the two largest were lost.</summary>
    /// <param name="curve">Ascending.</param>
    internal static bool IsLosing(IReadOnlyList<CapacityPoint> curve)
    {
        if (curve.Count < 3) return false;
        var limit = Lost * curve.Max(point => point.RowsPerSecond);
        return curve[^1].RowsPerSecond < limit && curve[^2].RowsPerSecond < limit;
    }
}
