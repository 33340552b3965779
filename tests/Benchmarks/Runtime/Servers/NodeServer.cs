using System.Globalization;
using System.Net;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Processes;

namespace Slipway.Benchmarks.Runtime.Servers;

/// <summary>peer/server.mjs: fastify and onnxruntime-node with a worker per processor.</summary>
internal sealed class NodeServer : IContender
{
    private const int Workers = 2;

    private static readonly HttpClient Client = new(new SocketsHttpHandler());

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
        while (!await IsReadyAsync(port))
        {
            if (process.HasExited) throw new InvalidOperationException($"node ended:\n{process.Output}{process.Errors}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        // The other worker, too.
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        return new NodeServer(process, port);
    }

    public Task<(double Rows, double Runs)> CountsAsync() => Task.FromResult((0.0, 0.0));

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<bool> IsReadyAsync(int port)
    {
        try
        {
            using var response = await Client.GetAsync($"http://127.0.0.1:{port}/ready");
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
            return false;
        }
    }
}
