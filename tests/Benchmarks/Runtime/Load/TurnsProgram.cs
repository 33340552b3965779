using System.Globalization;
using Slipway.Benchmarks.Shared.Load;

namespace Slipway.Benchmarks.Runtime.Load;

/// <summary>
/// The load on several servers of one model in turn, as a process of its own. A turn is so short that all of them meet the same machine,
/// which changes within seconds.
/// </summary>
internal static class TurnsProgram
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(50);

    /// <summary>Arguments: model, path, requests at once, seconds for each server and turn, turns, ports. Prints a line of requests per second for each turn.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var request = RequestBytes.Binary(BenchmarkModels.Get(arguments[0]), arguments[1]);
        var (calls, duration, turns) = ((int)Number(arguments[2]), TimeSpan.FromSeconds(Number(arguments[3])), (int)Number(arguments[4]));
        int[] ports = [.. arguments[5..].Select(port => (int)Number(port))];
        for (var turn = 0; turn < turns; turn++)
        {
            var rates = new double[ports.Length];
            // Who goes first changes.
            for (var place = 0; place < ports.Length; place++)
            {
                var index = (place + turn) % ports.Length;
                rates[index] = (await HttpLoad.RunAsync(ports[index], request, calls, WarmUp, duration)).PerSecond;
            }

            Console.WriteLine(string.Join(' ', rates.Select(Text)));
        }

        return 0;
    }

    /// <summary>Starts the process and waits for what it prints.</summary>
    /// <returns>Requests per second, by turn, in the order of the ports.</returns>
    /// <exception cref="InvalidOperationException">A request failed.</exception>
    public static async Task<IReadOnlyList<double[]>> DriveAsync(string model, string path, int calls, double seconds, int turns, IReadOnlyList<int> ports)
    {
        var text = await LoadProcess.RunAsync(
            ["turns", model, path, Text(calls), Text(seconds), Text(turns), .. ports.Select(port => Text(port))], 2 * turns * ports.Count * seconds);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ').Select(Number).ToArray())];
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
