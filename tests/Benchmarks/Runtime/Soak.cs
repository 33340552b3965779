using System.Diagnostics;
using System.Globalization;
using Slipway.Benchmarks.Runtime.Load;
using Slipway.Benchmarks.Runtime.Servers;
using Slipway.Benchmarks.Shared;
using Slipway.Benchmarks.Shared.Load;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Benchmarks;
using Slipway.Tests.Support.Models;
using DataType = Slipway.Tests.Support.Models.Schema.TensorProto.Types.DataType;

namespace Slipway.Benchmarks.Runtime;

/// <summary>Very many requests of all shapes, binary and JSON, joined and alone: the server's memory must not follow their number.</summary>
/// <param name="requests">How many.</param>
internal sealed class Soak(long requests)
{
    private const int Connections = 16;
    private const int Shapes = 96;
    private const int MaxRows = 8;
    private const int MaxWidth = 4096;
    private const int MaxElements = 8192;

    /// <summary>A tenth of them warms pools and arenas up; memory is compared from then on.</summary>
    private readonly long _settled = requests / 10;
    private readonly Random _random = new(2_711);
    private long _sent;

    /// <summary>Sends them and reports memory after a tenth of them and at the end.</summary>
    public async Task MeasureAsync(BenchmarkReport report)
    {
        var model = Model();
        await using var server = await OurServer.StartAsync(model);
        var bodies = Enumerable.Range(0, Shapes).Select(index => Request(model, server.Path, index)).ToArray();
        var load = Task.WhenAll(Enumerable.Range(0, Connections).Select(index => DriveAsync(server.HttpPort, bodies, index)));
        var began = Stopwatch.GetTimestamp();
        var (settled, highest) = (0.0, 0.0);
        while (await Task.WhenAny(load, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System)) != load)
        {
            var megabytes = ProcessMeter.ResidentMegabytes(server.ProcessId);
            var sent = Interlocked.Read(ref _sent);
            if (sent < _settled) continue;
            if (settled == 0) settled = megabytes;
            highest = Math.Max(highest, megabytes);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sent} requests: {megabytes:0.0} MB"));
        }

        await load;
        var last = ProcessMeter.ResidentMegabytes(server.ProcessId);
        report.Figure("soak.requests", requests);
        report.Figure("soak.requestsPerSecond", requests / Stopwatch.GetElapsedTime(began).TotalSeconds);
        report.Figure("soak.settledMegabytes", settled);
        report.Figure("soak.highestMegabytes", highest);
        report.Figure("soak.lastMegabytes", last);
        report.Goal($"memory after {requests} requests of mixed shapes, times that after a tenth of them", last / settled, "<=", 1.05);
    }

    private static BenchmarkModel Model()
    {
        var directory = Directory.CreateDirectory(Path.Join(RepositoryPaths.Root, "artifacts/bench-runtime/models")).FullName;
        var path = new OnnxModel()
            .Input("x", DataType.Float, "batch,width")
            .Output("y", DataType.Float, "batch,width")
            .Node("Relu", ["x"], ["positive"])
            .Node("Sqrt", ["positive"], ["y"])
            .Save(directory, "shapes.onnx");
        return new BenchmarkModel("shapes", path, [], [0], ["--max-batch-size=16"]);
    }

    private byte[] Request(BenchmarkModel model, string path, int index)
    {
        var rows = _random.Next(1, MaxRows + 1);
        var width = _random.Next(1, Math.Min(MaxWidth, MaxElements / rows) + 1);
        var asked = model with { Inputs = [BenchmarkInput.Floats("x", rows, width)] };
        return index % 4 == 0 ? RequestBytes.Json(asked, path) : RequestBytes.Binary(asked, path);
    }

    private async Task DriveAsync(int port, byte[][] bodies, int seed)
    {
        var (random, buffer) = (new Random(seed), new byte[HttpLoad.BufferBytes]);
        using var socket = await HttpLoad.ConnectAsync(port);
        while (Interlocked.Increment(ref _sent) <= requests) await HttpLoad.ExchangeAsync(socket, bodies[random.Next(bodies.Length)], buffer);
    }
}
