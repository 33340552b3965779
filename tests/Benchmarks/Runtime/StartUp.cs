using Slipway.Benchmarks.Runtime.Servers;
using Slipway.Tests.Support.Benchmarks;

namespace Slipway.Benchmarks.Runtime;

/// <summary>From the start of the process to ready, with the model and its optimized graph in the cache.</summary>
internal static class StartUp
{
    private const int Rounds = 7;

    /// <summary>The first start fills the cache and does not count; of the others the median does.</summary>
    public static async Task MeasureAsync(BenchmarkReport report)
    {
        var seconds = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            await using var server = await OurServer.StartAsync(BenchmarkModels.Get("classifier"));
            if (round > 0) seconds.Add(server.StartUp.TotalSeconds);
        }

        seconds.Sort();
        report.Figure("start.classifier.bestSeconds", seconds[0]);
        report.Figure("start.classifier.worstSeconds", seconds[^1]);
        report.Goal("classifier: start of the process to ready from a warm cache, s", seconds[seconds.Count / 2], "<=", 0.5);
    }
}
