using System.Globalization;
using Slipway.Tests.Support.Benchmarks;

namespace Slipway.Benchmarks.Operator;

/// <summary>Both controllers in turn at every size; prints the table and writes the figures.</summary>
internal static class Benchmark
{
    private const string Ours = "slipway";

    private const string Theirs = "kube-controller-manager";

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        var results = options.Sizes.ToDictionary(size => size, _ => new Dictionary<string, List<RunResult>> { [Ours] = [], [Theirs] = [] });
        foreach (var size in options.Sizes)
        {
            for (var round = 1; round <= options.Rounds; round++)
            {
                // Who goes first changes, so that neither always meets a warmer machine.
                foreach (var name in round % 2 == 1 ? [Ours, Theirs] : new[] { Theirs, Ours })
                {
                    var run = await Run.RunAsync(plane => name == Ours ? Contender.Ours(plane) : Contender.Theirs(plane), size);
                    results[size][name].Add(run);
                    Console.WriteLine($"N={size} round {round} {name}: create {run.Create.WallSeconds:0.0} s, template {run.Template.WallSeconds:0.0} s, "
                        + $"cold start {run.ColdStart.WallSeconds:0.0} s, CPU {Figures.CpuOf(run):0.0} s, peak {run.PeakMegabytes:0} MB");
                }
            }
        }

        var report = new BenchmarkReport("operator");
        foreach (var (size, byName) in results)
            Add(report, size, new Figures(byName[Ours]), new Figures(byName[Theirs]));
        await report.WriteAsync();
        return 0;
    }

    private static void Add(BenchmarkReport report, int size, Figures ours, Figures theirs)
    {
        Console.WriteLine();
        Console.WriteLine($"| N = {size} | Slipway | kube-controller-manager | ratio | spread |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var phase in new[] { "create", "template", "coldStart", "delete" })
        {
            Row(report, size, $"{phase}.seconds", ours, theirs, run => Phase(run, phase).WallSeconds);
            Row(report, size, $"{phase}.cpuSeconds", ours, theirs, run => Phase(run, phase).CpuSeconds);
            Row(report, size, $"{phase}.writesPerObject", ours, theirs, run => Phase(run, phase).Writes);
            if (phase == "delete")
                continue;
            Row(report, size, $"{phase}.p50Milliseconds", ours, theirs, run => Phase(run, phase).P50Milliseconds);
            Row(report, size, $"{phase}.p99Milliseconds", ours, theirs, run => Phase(run, phase).P99Milliseconds);
            Row(report, size, $"{phase}.objectsPerSecond", ours, theirs, run => size / Phase(run, phase).WallSeconds);
        }
        Row(report, size, "idle.requests", ours, theirs, run => run.Idle.Writes + run.Idle.Reads);
        Row(report, size, "peakMegabytes", ours, theirs, run => run.PeakMegabytes);
        Row(report, size, "settledMegabytes", ours, theirs, run => run.SettledMegabytes);

        if (size >= 1_000)
        {
            report.Goal($"create wall ratio at {size}", Ratio(ours, theirs, run => run.Create.WallSeconds), "<=", 1.0);
            report.Goal($"template wall ratio at {size}", Ratio(ours, theirs, run => run.Template.WallSeconds), "<=", 1.0);
            report.Goal($"peak memory ratio at {size}", Ratio(ours, theirs, run => run.PeakMegabytes), "<=", 1.5);
            report.Goal($"CPU ratio at {size}", Ratio(ours, theirs, Figures.CpuOf), "<=", 1.5);
        }
        report.Goal($"writes per object beyond its child at {size}", ours.Median(run => run.Create.Writes) - 1, "<=", 2);
        report.Goal($"requests at rest at {size}", ours.Median(run => run.Idle.Writes + run.Idle.Reads), "<=", 0);
    }

    private static void Row(BenchmarkReport report, int size, string name, Figures ours, Figures theirs, Func<RunResult, double> figure)
    {
        report.Figure($"{size}.{name}.slipway", ours.Median(figure));
        report.Figure($"{size}.{name}.kubeControllerManager", theirs.Median(figure));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {ours.Median(figure):0.##} | {theirs.Median(figure):0.##} | {Ratio(ours, theirs, figure):0.00} | ±{ours.Spread(figure) / 2:P0} / ±{theirs.Spread(figure) / 2:P0} |"));
    }

    private static double Ratio(Figures ours, Figures theirs, Func<RunResult, double> figure) =>
        theirs.Median(figure) is var divisor and not 0 ? ours.Median(figure) / divisor : double.NaN;

    private static PhaseResult Phase(RunResult run, string name) => run.Phases.First(phase => phase.Name == name).Result;
}
