using System.Globalization;
using Slipway.Benchmarks.Shared.Servers;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Processes;

namespace Slipway.Benchmarks.Runtime.Servers;

/// <summary>peer/server.mjs: fastify and onnxruntime-node with a worker per processor.</summary>
internal sealed class NodeServer : IServer
{
    private const int Workers = 2;

    private readonly ChildProcess _process;

    private NodeServer(ChildProcess process, int port) => (_process, HttpPort) = (process, port);

    public int ProcessId => _process.Id;

    public int HttpPort { get; }

    public string Path => "/infer";

    public static async Task<NodeServer> StartAsync(BenchmarkModel model)
    {
        var port = FreePort.Next();
        var program = System.IO.Path.Join(RepositoryPaths.Root, "tests/Benchmarks/Runtime/peer/server.mjs");
        var process = ChildProcess.Start("node", [program, model.Path, port.ToString(CultureInfo.InvariantCulture), $"{Workers}"]);
        try
        {
            await Readiness.WaitAsync(process, "node", port, "/ready");
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }

        // The other worker, too.
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        return new NodeServer(process, port);
    }

    public Task<(double Rows, double Runs)> CountsAsync() => Task.FromResult((0.0, 0.0));

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
