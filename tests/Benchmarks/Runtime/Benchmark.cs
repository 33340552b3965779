using Slipway.Benchmarks.Shared;
using Slipway.Tests.Support.Benchmarks;

namespace Slipway.Benchmarks.Runtime;

/// <summary>All models, what they come to beside the in-process limit and node, and the figures that were asked for.</summary>
internal static class Benchmark
{
    private const int GoalConcurrency = 32;

    private static readonly Dictionary<string, double> NodeGoals = new(StringComparer.Ordinal) { ["mlp"] = 2.0, ["wide"] = 3.0, ["speech"] = 2.5 };
    private static readonly Dictionary<string, double> LimitGoals = new(StringComparer.Ordinal) { ["classifier"] = 0.85, ["recogniser"] = 0.92 };

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        var report = new BenchmarkReport("runtime");
        foreach (var name in options.Models)
        {
            var run = new ModelRun(BenchmarkModels.Get(name), options);
            using var limit = new InProcess(run.Model);
            await run.MeasureAsync(limit);
            limit.AddTo(report);
            Add(report, run, options, limit);
            await new AutoBatching(run.Model, GoalConcurrency).MeasureAsync(report, limit.Best);
        }

        if (options.Models.Contains("classifier")) await StartUp.MeasureAsync(report);
        await JsonThroughput.MeasureAsync(report);
        await report.WriteAsync();
        return 0;
    }

    /// <summary>Batch sizes alone.</summary>
    public static Task<int> RunBatchingAsync(BenchmarkOptions options) => RunAsync("batching", async report =>
    {
        foreach (var name in options.Models)
        {
            var model = BenchmarkModels.Get(name);
            using var limit = new InProcess(model);
            await limit.MeasureAsync(options.Seconds);
            await new AutoBatching(model, GoalConcurrency).MeasureAsync(report, limit.Best);
        }
    });

    /// <summary>One part alone, with a report of its own.</summary>
    public static async Task<int> RunAsync(string name, Func<BenchmarkReport, Task> measure)
    {
        var report = new BenchmarkReport($"runtime-{name}");
        await measure(report);
        await report.WriteAsync();
        return 0;
    }

    private static void Add(BenchmarkReport report, ModelRun run, BenchmarkOptions options, InProcess limit)
    {
        var name = run.Model.Name;
        foreach (var calls in options.Concurrency)
        {
            foreach (var kind in ModelRun.Kinds)
            {
                var key = $"{name}.{kind}.{calls}";
                report.Figure($"{key}.requestsPerSecond", run[kind, calls].Median(one => one.Load.PerSecond));
                report.Figure($"{key}.p50Milliseconds", run[kind, calls].Median(one => one.Load.P50Milliseconds));
                report.Figure($"{key}.p99Milliseconds", run[kind, calls].Median(one => one.Load.P99Milliseconds));
                report.Figure($"{key}.cpuMicroseconds", run[kind, calls].Median(one => one.CpuMicroseconds));
                report.Figure($"{key}.megabytes", run[kind, calls].Median(one => one.Megabytes));
                report.Figure($"{key}.rowsPerRun", run[kind, calls].Median(one => one.RowsPerRun));
            }
        }

        if (options.Concurrency.Contains(GoalConcurrency))
        {
            var (ours, node, grpc) = (Rates(run, "binary"), Rates(run, "node"), Rates(run, "grpc"));
            if (NodeGoals.TryGetValue(name, out var timesNode))
                report.Goal($"{name}: requests/s by REST binary, times node", Statistics.MedianRatio(ours, node), ">=", timesNode);
            if (LimitGoals.TryGetValue(name, out var share))
                report.Goal($"{name}: requests/s by REST binary, share of the in-process limit", Statistics.MedianRatio(ours, limit.BestByRound), ">=", share);
            report.Goal($"{name}: gRPC beside REST binary", Statistics.MedianRatio(grpc, ours), ">=", 1);
            report.Goal($"{name}: CPU per request beside node", Statistics.MedianRatio(Cpu(run, "binary"), Cpu(run, "node")), "<=", 1);
        }

        if (options.Concurrency.Contains(1) && run.Model.Inputs.Sum(input => input.Bytes.Length) <= 16 * 1024)
        {
            var above = run["binary", 1].Values(one => one.Load.P50Milliseconds).Zip(limit.MillisecondsByRound, (p50, alone) => p50 - alone);
            report.Goal($"{name}: p50 at concurrency 1 above the run in process, ms", Statistics.Median(above), "<=", 0.15);
        }
    }

    private static IEnumerable<double> Rates(ModelRun run, string kind) => run[kind, GoalConcurrency].Values(one => one.Load.PerSecond);

    private static IEnumerable<double> Cpu(ModelRun run, string kind) => run[kind, GoalConcurrency].Values(one => one.CpuMicroseconds);
}
