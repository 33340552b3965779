using System.Globalization;
using Slipway.Benchmarks.Shared.Load;

namespace Slipway.Benchmarks.Runtime.Load;

/// <summary>The load on servers of one model: see <see cref="LoadClient"/>, whose other end it is.</summary>
internal static class LoadProgram
{
    /// <summary>Reads a line for each load from its input: protocol (binary, json, grpc), port, path, requests at once, seconds. Answers with a line.</summary>
    public static async Task<int> RunAsync(string modelName)
    {
        var model = BenchmarkModels.Get(modelName);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            Console.WriteLine(await DriveAsync(model, line.Split(' ')));
            // Away from the thread that polls sockets, which reading would block.
            await Task.Yield();
        }

        return 0;
    }

    private static Task<LoadResult> DriveAsync(BenchmarkModel model, string[] words)
    {
        var (protocol, port, path) = (words[0], (int)Number(words[1]), words[2]);
        var (calls, duration, warmUp) = ((int)Number(words[3]), TimeSpan.FromSeconds(Number(words[4])), LoadClient.WarmUp);
        // What the one caller needs to wake up would be most of what is measured.
        var polls = calls == 1;
        return protocol switch
        {
            "grpc" => GrpcLoad.RunAsync(port, RequestBytes.Grpc(model), calls, warmUp, duration, polls),
            "json" => HttpLoad.RunAsync(port, RequestBytes.Json(model, path), calls, warmUp, duration, polls),
            _ => HttpLoad.RunAsync(port, RequestBytes.Binary(model, path), calls, warmUp, duration, polls),
        };
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
