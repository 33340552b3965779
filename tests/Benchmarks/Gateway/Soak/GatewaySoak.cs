using System.Diagnostics;
using System.Globalization;
using Slipway.Benchmarks.Gateway.Backends;
using Slipway.Benchmarks.Gateway.Contenders;
using Slipway.Benchmarks.Shared;
using Slipway.Benchmarks.Shared.Load;
using Slipway.Tests.Support.Benchmarks;
using Slipway.Tests.Support.Processes;

namespace Slipway.Benchmarks.Gateway.Soak;

/// <summary>Very many small requests through our gateway: its memory must not follow their number.</summary>
/// <param name="requests">How many.</param>
internal sealed class GatewaySoak(long requests)
{
    private const int Concurrency = 32;

    private const int SecondsBetweenLines = 10;

    // Samples are taken this often, and at least ten in each tenth of a short soak.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan LongestStandstill = TimeSpan.FromSeconds(30);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var backend = await Backend.StartAsync(Backend.Echo);
        await using var contenders = new ContenderSet();
        var gateway = await contenders.StartOursAsync(backend.Port);
        string[] arguments = ["flood", Text(gateway.Port), gateway.Path, Text(Concurrency), Text(requests)];
        await using var load = LoadProcess.Start(arguments);
        var (samples, began) = (new MemorySamples(requests), Stopwatch.GetTimestamp());
        await WatchAsync(load, gateway.Process!.Id, samples, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var end = await load.WaitAsync();
        if (end.ExitCode != 0 || Answered(load) != requests)
            throw new InvalidOperationException($"The load failed after {Answered(load)} requests:\n{end.Errors}{gateway.Process.Errors}");
        await ReportAsync(samples, seconds);
        return 0;
    }

    private static async Task WatchAsync(ChildProcess load, int gateway, MemorySamples samples, CancellationToken cancellationToken)
    {
        var (began, printed, moved, last) = (Stopwatch.GetTimestamp(), 0.0, Stopwatch.GetTimestamp(), 0L);
        while (!load.HasExited)
        {
            await Task.Delay(Interval, TimeProvider.System, cancellationToken);
            var (answered, megabytes) = (Answered(load), ProcessMeter.ResidentMegabytes(gateway));
            samples.Add(answered, megabytes);
            if (answered > last)
                (last, moved) = (answered, Stopwatch.GetTimestamp());
            if (Stopwatch.GetElapsedTime(moved) > LongestStandstill)
                throw new TimeoutException($"No answer for {LongestStandstill}, after {answered} requests.");
            if (Stopwatch.GetElapsedTime(began).TotalSeconds is var elapsed && elapsed - printed < SecondsBetweenLines)
                continue;
            printed = elapsed;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{elapsed:0} s: {answered} requests, {megabytes:0.0} MB"));
        }
    }

    private async Task ReportAsync(MemorySamples samples, double seconds)
    {
        var report = new BenchmarkReport("gateway-soak");
        report.Figure("requests", requests);
        report.Figure("requestsPerSecond", requests / seconds);
        report.Figure("settledMegabytes", samples.Settled);
        report.Figure("highestMegabytes", samples.Highest);
        report.Figure("lastMegabytes", samples.Last);
        report.Goal($"memory after {requests} requests, times that after a tenth of them", samples.Last / samples.Settled, "<=", 1.05);
        await report.WriteAsync();
    }

    // The last whole line that it has written.
    private static long Answered(ChildProcess load) =>
        load.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries) is [.., var line] ? long.Parse(line, CultureInfo.InvariantCulture) : 0;

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
