namespace Slipway.Planning.Rollouts;

/// <summary>
/// How long a version that had the traffic, lost it and restarted must stay ready before it gets the traffic back: 1 min after one
/// restart, twice as long after each further one, at most 8 min. A version that ends under load is ready again as soon as it has none.
/// </summary>
internal static class Probation
{
    private const int MostDoublings = 3;

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>When it is over; null: there is none, or it has not begun because not a single replica is ready.</summary>
    public static DateTimeOffset? EndsAt(RolloutVersion version) => version is { HasServed: true, Restarts: > 0, ReadySince: { } since }
        ? since + (Shortest * (1 << Math.Min(version.Restarts - 1, MostDoublings)))
        : null;
}
