using System.Globalization;
using Slipway.Simulator.Bounds;
using Slipway.Tests.Support.Benchmarks;

namespace Slipway.Simulator.Reporting;

/// <summary>What the autoscaler is meant to reach, held against what it did.</summary>
internal static class Goals
{
    private const double MostHours = 1.1;

    /// <summary>Start-up times, in seconds, with goals against all of the rivals.</summary>
    public static IReadOnlyList<double> LongStartUps { get; } = [120, 300];

    public static void Judge(IReadOnlyList<Summary> summaries, BenchmarkReport report)
    {
        foreach (var startUp in LongStartUps)
        {
            foreach (var delay in new[] { 300, 600, 900 })
                Cheaper(summaries, startUp, $"KPA + delay {delay} s", 0.85, report);
            FarFewerLate(summaries, startUp, report);
        }

        Cheaper(summaries, 20, "KPA + delay 600 s", 0.9, report);
    }

    private static void Cheaper(IReadOnlyList<Summary> summaries, double startUp, string policy, double part, BenchmarkReport report)
    {
        var (ours, rival) = (Find(summaries, startUp, Study.Ours), Find(summaries, startUp, policy));
        report.Goal(Text($"start-up {startUp} s: hours beside {policy}"), ours.ReplicaHours / rival.ReplicaHours, "<=", part);
        report.Goal(Text($"start-up {startUp} s: late beside {policy}"), ours.LatePercent / rival.LatePercent, "<=", 1);
    }

    private static void FarFewerLate(IReadOnlyList<Summary> summaries, double startUp, BenchmarkReport report)
    {
        var (ours, rival) = (Find(summaries, startUp, Study.Ours), Find(summaries, startUp, "KPA default"));
        report.Goal(Text($"start-up {startUp} s: late beside KPA default"), ours.LatePercent / rival.LatePercent, "<=", 0.2);
        report.Goal(Text($"start-up {startUp} s: hours beside KPA default"), ours.ReplicaHours / rival.ReplicaHours, "<=", MostHours);
        report.Figure(
            Text($"start-up {startUp} s: late beside KPA default, all replicas at first sight and for ever"),
            Find(summaries, startUp, FirstSightScaler.Title).LatePercent / rival.LatePercent);
    }

    private static Summary Find(IReadOnlyList<Summary> summaries, double startUp, string policy) =>
        summaries.First(summary => summary.Policy == policy && Math.Abs(summary.StartUpSeconds - startUp) < 0.5);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
