using System.Globalization;
using Slipway.Benchmarks.Shared.Load;

namespace Slipway.Benchmarks.Runtime.Load;

/// <summary>The load on one model, as a process of its own.</summary>
internal static class LoadProgram
{
    /// <summary>Arguments: model, protocol (binary, json, grpc), port, path, requests at once, seconds. Prints one line.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var model = BenchmarkModels.Get(arguments[0]);
        var (port, path) = (int.Parse(arguments[2], CultureInfo.InvariantCulture), arguments[3]);
        var (calls, duration) = (int.Parse(arguments[4], CultureInfo.InvariantCulture), TimeSpan.FromSeconds(double.Parse(arguments[5], CultureInfo.InvariantCulture)));
        var result = arguments[1] switch
        {
            "grpc" => await GrpcLoad.RunAsync(port, RequestBytes.Grpc(model), calls, LoadProcess.WarmUp, duration),
            "json" => await HttpLoad.RunAsync(port, RequestBytes.Json(model, path), calls, LoadProcess.WarmUp, duration),
            _ => await HttpLoad.RunAsync(port, RequestBytes.Binary(model, path), calls, LoadProcess.WarmUp, duration),
        };
        Console.WriteLine(result);
        return 0;
    }

    /// <summary>Starts the process and waits for its line.</summary>
    public static Task<LoadResult> DriveAsync(string model, string protocol, int port, string path, int calls, double seconds) =>
        LoadProcess.DriveAsync(["load", model, protocol, Text(port), path, Text(calls), Text(seconds)], seconds);

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
