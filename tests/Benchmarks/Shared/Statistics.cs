namespace Slipway.Benchmarks.Shared;

/// <summary>What several measurements of one thing come to.</summary>
public static class Statistics
{
    /// <summary>The middle one, or the mean of the two in the middle; not a number: there are none.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToList();
        if (ordered.Count == 0)
            return double.NaN;
        return ordered.Count % 2 == 1 ? ordered[ordered.Count / 2] : (ordered[(ordered.Count / 2) - 1] + ordered[ordered.Count / 2]) / 2;
    }

    /// <summary>The median of what one thing is beside another in the same round: rounds differ by more than things do.</summary>
    public static double MedianRatio(IEnumerable<double> values, IEnumerable<double> others) => Median(values.Zip(others, (value, other) => value / other));

    /// <summary>The largest less the smallest, in proportion to the median: how far to trust it. 0: there is no median.</summary>
    public static double Spread(IReadOnlyCollection<double> values) =>
        Median(values) is var median and > 0 ? (values.Max() - values.Min()) / median : 0;
}
