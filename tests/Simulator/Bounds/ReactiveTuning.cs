namespace Slipway.Simulator.Bounds;

/// <summary>How a <see cref="ReactiveScaler"/> answers what it sees.</summary>
/// <param name="Headroom">Replicas for so many times the load; infinite: all that there may be as soon as there are too few.</param>
/// <param name="Trend">The load is taken to go on rising as it does for so many start-ups; 0: not at all.</param>
/// <param name="HoldSeconds">A replica stays for so long after it was last needed.</param>
internal sealed record ReactiveTuning(double Headroom, double Trend, double HoldSeconds)
{
    /// <summary>The grid that a hindsight choice is made from.</summary>
    public static IReadOnlyList<ReactiveTuning> Grid { get; } =
    [
        .. from headroom in new[] { 1, 1.3, 2, 4, double.PositiveInfinity }
           from trend in double.IsInfinity(headroom) ? [0] : new double[] { 0, 1, 3 }
           from hold in new double[] { 60, 180, 600, 1_800, 5_400, double.PositiveInfinity }
           select new ReactiveTuning(headroom, trend, hold),
    ];
}
