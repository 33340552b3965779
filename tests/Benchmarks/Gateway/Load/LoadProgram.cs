using System.Globalization;
using Slipway.Benchmarks.Shared.Load;

namespace Slipway.Benchmarks.Gateway.Load;

/// <summary>The load, as a process of its own.</summary>
internal static class LoadProgram
{
    /// <summary>Arguments: port, path, size, requests at once, seconds. Prints one line.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (port, calls) = (int.Parse(arguments[0], CultureInfo.InvariantCulture), int.Parse(arguments[3], CultureInfo.InvariantCulture));
        var duration = TimeSpan.FromSeconds(double.Parse(arguments[4], CultureInfo.InvariantCulture));
        Console.WriteLine(await HttpLoad.RunAsync(port, Requests.Of(arguments[2], arguments[1]), calls, LoadProcess.WarmUp, duration));
        return 0;
    }

    /// <summary>Starts the process and waits for its line.</summary>
    public static Task<LoadResult> DriveAsync(int port, string path, Cell cell, double seconds, CancellationToken cancellationToken) =>
        LoadProcess.DriveAsync(["load", Text(port), path, cell.Body, Text(cell.Concurrency), Text(seconds)], seconds, cancellationToken);

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
