using System.Globalization;

namespace Slipway.Benchmarks.Operator.Soak;

/// <summary>Figures taken at even intervals, of which the last third is held against the second: the first warms up.</summary>
internal static class SoakSamples
{
    public const string DepthPrefix = "depth ";

    /// <summary>Queue depths in what the controller has written.</summary>
    public static List<double> Depths(string output) =>
    [
        .. output.Split('\n').Where(line => line.StartsWith(DepthPrefix, StringComparison.Ordinal))
            .Select(line => double.Parse(line[DepthPrefix.Length..], CultureInfo.InvariantCulture)),
    ];

    public static double MiddleThird(IReadOnlyList<double> samples) => Median(samples.Skip(samples.Count / 3).Take(samples.Count / 3));

    public static double LastThird(IReadOnlyList<double> samples) => Median(samples.Skip(samples.Count - (samples.Count / 3)));

    /// <param name="share">0 to 1.</param>
    public static double Quantile(IEnumerable<double> samples, double share) =>
        samples.Order().ToList() is { Count: > 0 } sorted ? sorted[(int)((sorted.Count - 1) * share)] : double.NaN;

    private static double Median(IEnumerable<double> samples) => Quantile(samples, 0.5);
}
