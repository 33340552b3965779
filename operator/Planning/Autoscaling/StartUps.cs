using System.Collections.Immutable;

namespace Slipway.Planning.Autoscaling;

/// <summary>How long replicas take to start: the last 20, and what to expect of the next.</summary>
public sealed record StartUps
{
    private const int Remembered = 20;

    /// <summary>Seconds, oldest first.</summary>
    public ImmutableArray<double> Seconds { get; init; } = [];

    /// <summary>The 95th percentile (nearest rank); null: none was seen.</summary>
    public double? Expected { get; init; }

    public StartUps With(IReadOnlyList<TimeSpan> started)
    {
        if (started.Count == 0)
            return this;
        var all = Seconds.AddRange(started.Select(time => time.TotalSeconds));
        return Of(all.Length > Remembered ? all[^Remembered..] : all);
    }

    /// <summary>Of start-ups seen before.</summary>
    public static StartUps Of(ImmutableArray<double> seconds) => new() { Seconds = seconds, Expected = Quantile(seconds, 0.95) };

    private static double? Quantile(ImmutableArray<double> values, double quantile)
    {
        if (values.IsEmpty)
            return null;
        var sorted = values.Sort();
        return sorted[(int)Math.Ceiling(quantile * sorted.Length) - 1];
    }
}
