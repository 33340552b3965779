namespace Slipway.Runtime.Serving.Batching;

/// <summary>Chooses from a measured curve how many rows a run should have at most.</summary>
public static class BatchSizeRule
{
    /// <summary>Differences below this are noise, and a smaller batch answers sooner.</summary>
    private const double Negligible = 0.015;

    /// <summary>The smallest size that is as fast, in rows per second, as the fastest; so never one that is slower than no batching.</summary>
    /// <param name="curve">At least one point.</param>
    public static CapacityPoint Choose(IReadOnlyList<CapacityPoint> curve)
    {
        var best = curve.Max(point => point.RowsPerSecond);
        return curve.OrderBy(point => point.Batch).First(point => point.RowsPerSecond >= best * (1 - Negligible));
    }
}
