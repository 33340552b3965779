namespace Slipway.Api.Demand;

/// <summary>Bounds of <see cref="VersionDemand.LatencyCounts"/>: 1 ms to about 65 s, each √2 times the one before, so that a quantile is known to 20 %.</summary>
public static class LatencyBuckets
{
    /// <summary>Inclusive upper bounds in seconds, ascending; one more bucket holds what is longer.</summary>
    public static IReadOnlyList<double> UpperBounds { get; } = [.. Enumerable.Range(0, 33).Select(step => 0.001 * Math.Pow(2, step / 2.0))];

    /// <summary>The bucket of a duration.</summary>
    public static int IndexOf(TimeSpan duration)
    {
        var seconds = duration.TotalSeconds;
        if (seconds <= UpperBounds[0])
            return 0;
        var guess = (int)Math.Ceiling(2 * Math.Log2(seconds / 0.001));
        if (guess > 0 && guess <= UpperBounds.Count && seconds <= UpperBounds[guess - 1])
            guess--; // Rounding of the logarithm at a bound.
        return Math.Min(guess, UpperBounds.Count);
    }
}
