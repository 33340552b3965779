namespace Slipway.Benchmarks.Operator;

/// <summary>Medians over the rounds of one controller at one size.</summary>
internal sealed record Figures(IReadOnlyList<RunResult> Runs)
{
    public double Median(Func<RunResult, double> figure)
    {
        var sorted = Runs.Select(figure).Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>The largest less the smallest, in proportion to the median: how far to trust it.</summary>
    public double Spread(Func<RunResult, double> figure) =>
        Median(figure) is var median and > 0 ? (Runs.Max(figure) - Runs.Min(figure)) / median : 0;

    public static double CpuOf(RunResult run) => run.Create.CpuSeconds + run.Template.CpuSeconds + run.ColdStart.CpuSeconds;
}
