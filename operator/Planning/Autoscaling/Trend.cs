using System.Collections.Immutable;

namespace Slipway.Planning.Autoscaling;

/// <summary>
/// Whether the load rises steadily: over the last minutes a line fits it better than any single step, and clearly. A step is not
/// carried on, however high; a ramp is.
/// </summary>
public sealed record Trend
{
    private const int Points = 60;

    private const int FewestPoints = 18;

    // Rises are believed when the line's slope is so many standard errors above zero.
    private const double Significance = 4;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>The load every 10 s, oldest first.</summary>
    public ImmutableArray<double> Loads { get; init; } = [];

    /// <summary>When the last of them was taken.</summary>
    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>Slots per second by which the load rises; 0: it does not, or not steadily.</summary>
    public double Slope { get; init; }

    internal Trend With(double load, DateTimeOffset now)
    {
        if (now - TakenAt < Interval)
            return this;
        var loads = TakenAt is { } last && now - last > 3 * Interval ? [load] : Loads.Add(load);
        if (loads.Length > Points)
            loads = loads.RemoveAt(0);
        return new Trend { Loads = loads, TakenAt = now, Slope = Rise(loads.AsSpan()) / Interval.TotalSeconds };
    }

    // Least squares; slope per point, or 0.
    private static double Rise(ReadOnlySpan<double> loads)
    {
        var count = loads.Length;
        if (count < FewestPoints)
            return 0;
        double sum = 0, squares = 0, cross = 0;
        var centre = (count - 1) / 2.0;
        for (var index = 0; index < count; index++)
        {
            sum += loads[index];
            squares += loads[index] * loads[index];
            cross += (index - centre) * loads[index];
        }

        var spread = count * ((double)count * count - 1) / 12;
        var slope = cross / spread;
        if (slope <= 0)
            return 0;
        var residue = Math.Max(1e-9, squares - (sum * sum / count) - (slope * cross));
        var error = Math.Sqrt(residue / (count - 2) / spread);
        return slope > Significance * error && residue < BestStep(loads, sum, squares) ? slope : 0;
    }

    // The least sum of squares around one level before and another after some point.
    private static double BestStep(ReadOnlySpan<double> loads, double sum, double squares)
    {
        var best = double.PositiveInfinity;
        var before = 0.0;
        for (var index = 1; index < loads.Length; index++)
        {
            before += loads[index - 1];
            var after = sum - before;
            best = Math.Min(best, squares - (before * before / index) - (after * after / (loads.Length - index)));
        }

        return best;
    }
}
