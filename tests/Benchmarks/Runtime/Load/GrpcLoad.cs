using System.Diagnostics;
using Slipway.Benchmarks.Shared.Load;

namespace Slipway.Benchmarks.Runtime.Load;

/// <summary>Calls ModelInfer over and over, as many calls at once as asked for, on a few connections.</summary>
internal static class GrpcLoad
{
    private const int MostConnections = 4;

    public static async Task<LoadResult> RunAsync(int port, byte[] message, int calls, TimeSpan warmUp, TimeSpan duration, bool polls)
    {
        var begin = Stopwatch.GetTimestamp() + (long)(warmUp.TotalSeconds * Stopwatch.Frequency);
        var end = begin + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var connections = Math.Min(calls, MostConnections);
        var all = await Task.WhenAll(Enumerable.Range(0, connections).Select(async index =>
        {
            using var connection = await GrpcConnection.OpenAsync(port, message, polls);
            return await connection.DriveAsync((calls / connections) + (index < calls % connections ? 1 : 0), begin, end);
        }));
        return LoadResult.Of([.. all.SelectMany(driven => driven.Milliseconds)], duration.TotalSeconds, all.Sum(driven => driven.Total));
    }
}
