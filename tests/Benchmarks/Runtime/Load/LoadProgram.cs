using System.Globalization;
using Slipway.Tests.Support.Processes;

namespace Slipway.Benchmarks.Runtime.Load;

/// <summary>The load as a process of its own, so that its time is not the measuring program's, and its sockets complete on one thread.</summary>
internal static class LoadProgram
{
    public static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(400);

    /// <summary>Arguments: model, protocol (binary, json, grpc), port, path, requests at once, seconds. Prints one line.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var model = BenchmarkModels.Get(arguments[0]);
        var (port, path) = (int.Parse(arguments[2], CultureInfo.InvariantCulture), arguments[3]);
        var (calls, duration) = (int.Parse(arguments[4], CultureInfo.InvariantCulture), TimeSpan.FromSeconds(double.Parse(arguments[5], CultureInfo.InvariantCulture)));
        var result = arguments[1] switch
        {
            "grpc" => await GrpcLoad.RunAsync(port, RequestBytes.Grpc(model), calls, WarmUp, duration),
            "json" => await HttpLoad.RunAsync(port, RequestBytes.Json(model, path), calls, WarmUp, duration),
            _ => await HttpLoad.RunAsync(port, RequestBytes.Binary(model, path), calls, WarmUp, duration),
        };
        Console.WriteLine(result);
        return 0;
    }

    /// <summary>Starts the process and waits for its line.</summary>
    public static async Task<LoadResult> DriveAsync(string model, string protocol, int port, string path, int calls, double seconds)
    {
        var arguments = new[] { "load", model, protocol, Text(port), path, Text(calls), Text(seconds) };
        // Answers are handled on the thread that polls: no thread pool in between.
        var environment = new Dictionary<string, string?> { ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1" };
        var result = await ChildProcess.RunAsync(Environment.ProcessPath!, arguments, environment, TimeSpan.FromSeconds(seconds + 60));
        return result.ExitCode == 0
            ? LoadResult.Parse(result.Output.Trim())
            : throw new InvalidOperationException($"The load on {model} by {protocol} failed:\n{result.Errors}");
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
