using Slipway.Benchmarks.Gateway.Backends;
using Slipway.Benchmarks.Gateway.Contenders;
using Slipway.Benchmarks.Gateway.Load;
using Slipway.Tests.Support.Benchmarks;

namespace Slipway.Benchmarks.Gateway;

/// <summary>All replicas; prints the tables and writes the figures.</summary>
internal sealed class Benchmark(BenchmarkOptions options)
{
    private static readonly string[] Contenders = [Contender.Direct, Contender.Haproxy, Contender.Nginx, Contender.Slipway];

    private static readonly Cell Alone = new(Requests.Small, 1);

    private static readonly Cell Busy = new(Requests.Small, 32);

    private static readonly Cell BusyLarge = new(Requests.Large, 32);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var report = new BenchmarkReport("gateway");
        foreach (var backend in options.Backends)
        {
            var run = new BackendRun(backend, options);
            await run.MeasureAsync(cancellationToken);
            run.Print();
            AddFigures(report, run);
            if (backend == Backend.Echo)
                AddGoals(report, run);
        }
        await report.WriteAsync();
        return 0;
    }

    private static void AddFigures(BenchmarkReport report, BackendRun run)
    {
        foreach (var contender in Contenders)
        {
            foreach (var cell in run.Cells)
            {
                var (key, one, direct) = ($"{run.Backend}.{cell.Body}.{cell.Concurrency}.{contender}", run[contender, cell], run[Contender.Direct, cell]);
                report.Figure($"{key}.requestsPerSecond", one.Median(BackendRun.PerSecond));
                report.Figure($"{key}.requestsPerSecond.spread", one.Spread(BackendRun.PerSecond));
                report.Figure($"{key}.p50Milliseconds", one.Median(BackendRun.P50));
                report.Figure($"{key}.p99Milliseconds", one.Median(BackendRun.P99));
                if (contender == Contender.Direct)
                    continue;
                report.Figure($"{key}.addedP50Milliseconds", one.Median(BackendRun.P50) - direct.Median(BackendRun.P50));
                report.Figure($"{key}.addedP99Milliseconds", one.Median(BackendRun.P99) - direct.Median(BackendRun.P99));
                report.Figure($"{key}.cpuMicroseconds", one.Median(measured => measured.CpuMicroseconds));
            }
            if (contender != Contender.Direct)
                report.Figure($"{run.Backend}.{contender}.peakMegabytes", run.PeakMegabytes(contender));
        }
    }

    private static void AddGoals(BenchmarkReport report, BackendRun run)
    {
        if (run.Cells.Contains(Busy))
            report.Goal("requests/s at concurrency 32, small bodies, share of haproxy's", Ratio(run, Busy, Contender.Haproxy), ">=", 0.8);
        if (run.Cells.Contains(Alone))
            report.Goal("p50 added at concurrency 1, small bodies, ms", run[Contender.Slipway, Alone].Median(BackendRun.P50) - run[Contender.Direct, Alone].Median(BackendRun.P50), "<=", 0.15);
        if (run.Cells.Contains(BusyLarge))
            report.Goal("requests/s at concurrency 32, 1 MiB bodies, share of nginx's", Ratio(run, BusyLarge, Contender.Nginx), ">=", 0.8);
    }

    private static double Ratio(BackendRun run, Cell cell, string peer) =>
        run[Contender.Slipway, cell].Median(BackendRun.PerSecond) / run[peer, cell].Median(BackendRun.PerSecond);
}
