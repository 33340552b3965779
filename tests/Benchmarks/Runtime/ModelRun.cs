using System.Globalization;
using Slipway.Benchmarks.Runtime.Load;
using Slipway.Benchmarks.Runtime.Servers;
using Slipway.Benchmarks.Shared;
using Slipway.Benchmarks.Shared.Load;

namespace Slipway.Benchmarks.Runtime;

/// <summary>One model through all rounds: ours by each protocol and node in turn, at each concurrency.</summary>
internal sealed class ModelRun(BenchmarkModel model, BenchmarkOptions options)
{
    /// <summary>Of each kind before the first round, so that all are compiled and know their model.</summary>
    private const double WarmUpSeconds = 3;

    private const double MostSeconds = 8;

    /// <summary>A window is long enough for so many answers to each caller.</summary>
    private const int AnswersPerCaller = 20;

    /// <summary>Who is measured, and how it is asked.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["binary", "json", "grpc", "node"];

    private readonly Dictionary<(string Kind, int Concurrency), Series<Measurement>> _series =
        Kinds.SelectMany(kind => options.Concurrency.Select(calls => (kind, calls))).ToDictionary(key => key, _ => new Series<Measurement>());

    public BenchmarkModel Model => model;

    public Series<Measurement> this[string kind, int concurrency] => _series[(kind, concurrency)];

    /// <summary>Measures everything.</summary>
    /// <param name="rowsPerSecond">The in-process limit: windows are longer for slow models.</param>
    public async Task MeasureAsync(double rowsPerSecond)
    {
        await using var ours = await OurServer.StartAsync(model);
        await using var node = await NodeServer.StartAsync(model);
        foreach (var kind in Kinds)
            await DriveAsync(kind, options.Concurrency.Max(), kind == "node" ? node : ours, WarmUpSeconds);
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var calls in options.Concurrency)
            {
                // Who goes first changes, so that none always meets the same machine.
                for (var turn = 0; turn < Kinds.Count; turn++)
                {
                    var kind = Kinds[(turn + round) % Kinds.Count];
                    var seconds = Math.Max(options.Seconds, Math.Min(MostSeconds, AnswersPerCaller * calls / rowsPerSecond));
                    this[kind, calls].Add(await MeasureAsync(kind, calls, kind == "node" ? node : ours, seconds));
                }
            }
        }

        Print();
    }

    private async Task<Measurement> MeasureAsync(string kind, int calls, IContender server, double seconds)
    {
        var (counts, cpu) = (await server.CountsAsync(), ProcessMeter.CpuSeconds(server.ProcessId));
        var load = await DriveAsync(kind, calls, server, seconds);
        var used = ProcessMeter.CpuSeconds(server.ProcessId) - cpu;
        var after = await server.CountsAsync();
        // Processor time is that of the warm-up as well, so it is shared among all requests sent in both.
        var all = load.PerSecond * (seconds + LoadProcess.WarmUp.TotalSeconds);
        return new Measurement(
            load, 1e6 * used / all, ProcessMeter.ResidentMegabytes(server.ProcessId),
            after.Runs > counts.Runs ? (after.Rows - counts.Rows) / (after.Runs - counts.Runs) : 0);
    }

    private Task<LoadResult> DriveAsync(string kind, int calls, IContender server, double seconds) =>
        LoadProgram.DriveAsync(model.Name, kind == "node" ? "binary" : kind, kind == "grpc" && server is OurServer ours ? ours.GrpcPort : server.HttpPort, server.Path, calls, seconds);

    private void Print()
    {
        Console.WriteLine();
        Console.WriteLine($"| {model.Name} | at once | requests/s | p50 ms | p99 ms | CPU µs | MB | rows per run |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var ((kind, calls), series) in _series.OrderBy(entry => entry.Key.Concurrency))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {kind} | {calls} | {series.Median(one => one.Load.PerSecond):0} | {series.Median(one => one.Load.P50Milliseconds):0.000} | {series.Median(one => one.Load.P99Milliseconds):0.000} | {series.Median(one => one.CpuMicroseconds):0.0} | {series.Median(one => one.Megabytes):0} | {series.Median(one => one.RowsPerRun):0.0} |"));
        }
    }
}
