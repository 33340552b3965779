using System.Globalization;
using Slipway.Benchmarks.Runtime.Load;
using Slipway.Benchmarks.Runtime.Servers;
using Slipway.Benchmarks.Shared;
using Slipway.Tests.Support.Benchmarks;

namespace Slipway.Benchmarks.Runtime;

/// <summary>
/// <c>maxBatchSize: Auto</c> beside fixed sizes, a server for each. They are asked in many short turns, and what they did in the same turn is
/// compared: the machine changes from one second to the next by more than what is looked for.
/// </summary>
/// <param name="model">Whose batches.</param>
/// <param name="calls">Requests at once.</param>
internal sealed class AutoBatching(BenchmarkModel model, int calls)
{
    private const double Goal = 0.98;
    private const double WarmUpSeconds = 8;
    private const double ShortestSeconds = 0.3;

    /// <summary>For all turns of all servers.</summary>
    private const double Budget = 150;

    private const int FewestTurns = 12;

    /// <summary>Servers with Auto, whose mean counts: how the second does beside the first tells what the comparison is worth.</summary>
    private const int Twins = 2;

    private static readonly string[] Sizes = ["1", "8", "32"];

    /// <summary>Measures and reports.</summary>
    /// <param name="report">Gets the goal.</param>
    /// <param name="rowsPerSecond">What the model can do at best.</param>
    public async Task MeasureAsync(BenchmarkReport report, double rowsPerSecond)
    {
        var servers = new List<OurServer>();
        try
        {
            for (var twin = 0; twin < Twins; twin++) servers.Add(await OurServer.StartAsync(model));
            foreach (var size in Sizes) servers.Add(await OurServer.StartAsync(model, $"--max-batch-size={size}"));
            using var client = LoadClient.Start(model);
            foreach (var server in servers) await DriveAsync(client, server, WarmUpSeconds);
            var before = await CountsAsync(servers);
            var seconds = Window.Seconds(ShortestSeconds, calls, 2 * rowsPerSecond);
            var turns = Math.Max(FewestTurns, (int)(Budget / (seconds * servers.Count)));
            var rates = new List<double[]>();
            for (var turn = 0; turn < turns; turn++) rates.Add(await TakeTurnAsync(client, servers, first: turn % servers.Count, seconds));
            var after = await CountsAsync(servers);
            Report(report, rates, [.. after.Zip(before, (end, begin) => (end.Rows - begin.Rows) / (end.Runs - begin.Runs))]);
        }
        finally
        {
            foreach (var server in servers) await server.DisposeAsync();
        }
    }

    private async Task<double> DriveAsync(LoadClient client, OurServer server, double seconds) =>
        (await client.DriveAsync("binary", server.HttpPort, server.Path, calls, seconds)).PerSecond;

    /// <summary>Asks all of them; who goes first changes.</summary>
    private async Task<double[]> TakeTurnAsync(LoadClient client, List<OurServer> servers, int first, double seconds)
    {
        var rates = new double[servers.Count];
        for (var place = 0; place < servers.Count; place++)
        {
            var index = (first + place) % servers.Count;
            rates[index] = await DriveAsync(client, servers[index], seconds);
        }

        return rates;
    }

    private static async Task<List<(double Rows, double Runs)>> CountsAsync(List<OurServer> servers)
    {
        var counts = new List<(double Rows, double Runs)>();
        foreach (var server in servers) counts.Add(await server.CountsAsync());
        return counts;
    }

    private void Report(BenchmarkReport report, List<double[]> turns, double[] rowsPerRun)
    {
        Console.WriteLine($"\n| {model.Name}, {calls} at once, {turns.Count} turns | requests/s | rows per run | Auto beside it | its quartiles |");
        Console.WriteLine("|---|---|---|---|---|");
        var least = double.PositiveInfinity;
        string[] kinds = ["Auto", "Auto again", .. Sizes];
        for (var index = 0; index < kinds.Length; index++)
        {
            var rate = Statistics.Median(turns.Select(turn => turn[index]));
            double[] shares = [.. turns.Select(turn => index < Twins ? turn[0] / turn[index] : turn.Take(Twins).Average() / turn[index]).Order()];
            var share = Statistics.Median(shares);
            if (index >= Twins) least = Math.Min(least, share);
            report.Figure($"{model.Name}.batching.{kinds[index]}.requestsPerSecond", rate);
            report.Figure($"{model.Name}.batching.{kinds[index]}.autoBeside", share);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {kinds[index]} | {rate:0} | {rowsPerRun[index]:0.0} | {share:0.000} | {shares[shares.Length / 4]:0.00}-{shares[3 * shares.Length / 4]:0.00} |"));
        }

        report.Goal($"{model.Name}: requests/s with Auto beside the best of the batch sizes {string.Join(", ", Sizes)}", least, ">=", Goal);
    }
}
