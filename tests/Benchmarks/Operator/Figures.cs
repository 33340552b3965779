using Slipway.Benchmarks.Shared;

namespace Slipway.Benchmarks.Operator;

/// <summary>Medians over the rounds of one controller at one size.</summary>
internal sealed record Figures(IReadOnlyList<RunResult> Runs)
{
    public double Median(Func<RunResult, double> figure) => Statistics.Median(Runs.Select(figure));

    /// <summary>The largest less the smallest, in proportion to the median: how far to trust it.</summary>
    public double Spread(Func<RunResult, double> figure) => Statistics.Spread([.. Runs.Select(figure)]);

    public static double CpuOf(RunResult run) => run.Create.CpuSeconds + run.Template.CpuSeconds + run.ColdStart.CpuSeconds;
}
