using System.Globalization;
using Slipway.Benchmarks.Runtime.Load;
using Slipway.Benchmarks.Runtime.Servers;
using Slipway.Benchmarks.Shared;

namespace Slipway.Benchmarks.Runtime;

/// <summary>One model through all rounds: the limit, then ours by each protocol and node in turn, at each concurrency.</summary>
internal sealed class ModelRun(BenchmarkModel model, BenchmarkOptions options)
{
    /// <summary>Of each kind before the first round, so that all are compiled and know their model.</summary>
    private const double WarmUpSeconds = 6;

    /// <summary>Who is measured, and how it is asked.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["binary", "json", "grpc", "node"];

    private readonly Dictionary<(string Kind, int Concurrency), Series<Measurement>> _series =
        Kinds.SelectMany(kind => options.Concurrency.Select(calls => (kind, calls))).ToDictionary(key => key, _ => new Series<Measurement>());

    public BenchmarkModel Model => model;

    public Series<Measurement> this[string kind, int concurrency] => _series[(kind, concurrency)];

    /// <summary>Measures everything.</summary>
    /// <param name="limit">Measured at the beginning of each round; its rate tells how long windows have to be.</param>
    public async Task MeasureAsync(InProcess limit)
    {
        await using var ours = await OurServer.StartAsync(model);
        await using var node = await NodeServer.StartAsync(model);
        using var client = LoadClient.Start(model);
        Contender[] contenders =
        [
            new("binary", ours, "binary", ours.HttpPort),
            new("json", ours, "json", ours.HttpPort),
            new("grpc", ours, "grpc", ours.GrpcPort),
            new("node", node, "binary", node.HttpPort),
        ];
        foreach (var contender in contenders)
            await contender.DriveAsync(client, options.Concurrency.Max(), WarmUpSeconds);
        for (var round = 0; round < options.Rounds; round++)
        {
            await limit.MeasureAsync(options.Seconds);
            foreach (var calls in options.Concurrency)
            {
                // Who goes first changes, so that none always meets the same machine.
                for (var turn = 0; turn < contenders.Length; turn++)
                {
                    var contender = contenders[(turn + round) % contenders.Length];
                    this[contender.Kind, calls].Add(await contender.MeasureAsync(client, calls, Window.Seconds(options.Seconds, calls, limit.Best)));
                }
            }
        }

        Print(limit);
    }

    private void Print(InProcess limit)
    {
        Console.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"\n{model.Name}: in process {limit.Best:0} rows/s at best, {limit.Unbatched:0} unbatched ({limit.OwnSessions:0} with a session for each run), "));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{limit.Milliseconds:0.000} ms a run, {limit.RestedMilliseconds:0.000} ms after a rest\n"));
        Console.WriteLine($"| {model.Name} | at once | requests/s | spread | p50 ms | p99 ms | CPU µs | MB | rows per run |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var ((kind, calls), series) in _series.OrderBy(entry => entry.Key.Concurrency))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {kind} | {calls} | {series.Median(one => one.Load.PerSecond):0} | {series.Spread(one => one.Load.PerSecond):0.00} | {series.Median(one => one.Load.P50Milliseconds):0.000} | {series.Median(one => one.Load.P99Milliseconds):0.000} | {series.Median(one => one.CpuMicroseconds):0.0} | {series.Median(one => one.Megabytes):0} | {series.Median(one => one.RowsPerRun):0.0} |"));
        }
    }
}
