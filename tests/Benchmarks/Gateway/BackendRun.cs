using System.Globalization;
using Slipway.Benchmarks.Gateway.Contenders;
using Slipway.Benchmarks.Gateway.Load;
using Slipway.Benchmarks.Shared;

namespace Slipway.Benchmarks.Gateway;

/// <summary>One replica through all rounds: every way to it in turn, by each kind of load.</summary>
internal sealed class BackendRun(string backend, BenchmarkOptions options)
{
    // 1 MiB at 256 at once is memory that a small machine does not have.
    private const int MostLarge = 32;

    private readonly Dictionary<(string Contender, Cell Cell), Series<Measurement>> series = [];
    private readonly Dictionary<string, double> peaks = new(StringComparer.Ordinal);

    public string Backend => backend;

    /// <summary>The kinds of load: the real runtime's model takes small bodies only.</summary>
    public IReadOnlyList<Cell> Cells { get; } =
    [
        .. options.Concurrency.Select(calls => new Cell(Requests.Small, calls)),
        .. options.Concurrency.Where(calls => backend == Backends.Backend.Echo && calls <= MostLarge).Select(calls => new Cell(Requests.Large, calls)),
    ];

    public Series<Measurement> this[string contender, Cell cell] => series[(contender, cell)];

    /// <summary>The most memory that a proxy has had, in MiB.</summary>
    public double PeakMegabytes(string contender) => peaks.GetValueOrDefault(contender, double.NaN);

    public async Task MeasureAsync(CancellationToken cancellationToken)
    {
        await using var server = await Backends.Backend.StartAsync(backend);
        await using var contenders = new ContenderSet();
        await contenders.StartAsync(server.Port);
        await WarmUpAsync(contenders.All, cancellationToken);
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var cell in Cells)
            {
                // Who goes first changes, so that none always meets the same machine.
                for (var turn = 0; turn < contenders.All.Count; turn++)
                {
                    var contender = contenders.All[(turn + round) % contenders.All.Count];
                    Of(contender.Name, cell).Add(await MeasureAsync(contender, cell, options.Seconds, cancellationToken));
                }
            }
        }
        foreach (var contender in contenders.All.Where(contender => contender.Process is not null))
            peaks[contender.Name] = ProcessMeter.PeakMegabytes(contender.Process!.Id);
    }

    // All of them alike: programs that compile themselves as they run need it, and caches fill.
    private async Task WarmUpAsync(IEnumerable<Contender> contenders, CancellationToken cancellationToken)
    {
        foreach (var contender in contenders)
        {
            foreach (var cell in Cells)
                await MeasureAsync(contender, cell, Math.Min(options.Seconds, 2), cancellationToken);
        }
    }

    private static async Task<Measurement> MeasureAsync(Contender contender, Cell cell, double seconds, CancellationToken cancellationToken)
    {
        var before = Cpu(contender);
        var load = await LoadProgram.DriveAsync(contender.Port, contender.Path, cell, seconds, cancellationToken);
        var used = Cpu(contender) - before;
        if (load.Answered == 0)
            throw new InvalidOperationException($"{contender.Name} answered nothing in {seconds} s.");
        return new Measurement(load, 1e6 * used / load.Total);
    }

    private static double Cpu(Contender contender) => contender.Process is { } process ? ProcessMeter.CpuSeconds(process.Id) : double.NaN;

    private Series<Measurement> Of(string contender, Cell cell)
    {
        if (!series.TryGetValue((contender, cell), out var found))
            series[(contender, cell)] = found = new Series<Measurement>();
        return found;
    }

    /// <summary>The table; times are milliseconds, and what is added to the direct way.</summary>
    public void Print()
    {
        Console.WriteLine($"\n| {backend} | body | at once | requests/s | ± | p50 ms | p99 ms | p50 added | p99 added | CPU µs | peak MB |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var cell in Cells)
        {
            foreach (var contender in new[] { Contender.Direct, Contender.Haproxy, Contender.Nginx, Contender.Slipway })
            {
                var (one, direct) = (this[contender, cell], this[Contender.Direct, cell]);
                double Added(Func<Measurement, double> figure) => one.Median(figure) - direct.Median(figure);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {contender} | {cell.Body} | {cell.Concurrency} | {one.Median(PerSecond):0} | {one.Spread(PerSecond) / 2:P0} | {one.Median(P50):0.000} | {one.Median(P99):0.000} | {Added(P50):0.000} | {Added(P99):0.000} | {Or(one.Median(measured => measured.CpuMicroseconds), "0.0")} | {Or(PeakMegabytes(contender), "0")} |"));
            }
        }
    }

    // The direct way has no proxy to look at.
    private static string Or(double value, string format) => double.IsNaN(value) ? "" : value.ToString(format, CultureInfo.InvariantCulture);

    public static double PerSecond(Measurement measured) => measured.Load.PerSecond;

    public static double P50(Measurement measured) => measured.Load.P50Milliseconds;

    public static double P99(Measurement measured) => measured.Load.P99Milliseconds;
}
