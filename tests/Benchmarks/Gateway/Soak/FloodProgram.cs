using System.Globalization;
using Slipway.Benchmarks.Gateway.Load;
using Slipway.Benchmarks.Shared.Load;

namespace Slipway.Benchmarks.Gateway.Soak;

/// <summary>A number of small requests, as a process of its own.</summary>
internal static class FloodProgram
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Arguments: port, path, requests at once, requests. Prints every second how many have been answered, and at the end.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var port = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        var request = Requests.Of(Requests.Small, arguments[1]);
        var (calls, requests) = (int.Parse(arguments[2], CultureInfo.InvariantCulture), long.Parse(arguments[3], CultureInfo.InvariantCulture));
        var (begun, answered) = (0L, 0L);
        async Task DriveAsync()
        {
            using var socket = await HttpLoad.ConnectAsync(port);
            var buffer = new byte[HttpLoad.BufferBytes];
            while (Interlocked.Increment(ref begun) <= requests)
            {
                await HttpLoad.ExchangeAsync(socket, request, buffer);
                Interlocked.Increment(ref answered);
            }
        }
        var load = Task.WhenAll(Enumerable.Range(0, calls).Select(_ => DriveAsync()));
        while (await Task.WhenAny(load, Task.Delay(Interval, TimeProvider.System)) != load)
            Console.WriteLine(Interlocked.Read(ref answered));
        await load;
        Console.WriteLine(Interlocked.Read(ref answered));
        return 0;
    }
}
