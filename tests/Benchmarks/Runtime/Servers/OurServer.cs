using System.Globalization;
using System.Net;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Processes;

namespace Slipway.Benchmarks.Runtime.Servers;

/// <summary>The published <c>slipway-runtime serve</c>, with its defaults.</summary>
internal sealed class OurServer : IContender
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler());

    private readonly ChildProcess _process;
    private readonly int _adminPort;

    private OurServer(ChildProcess process, int http, int grpc, int admin, string path) =>
        (_process, HttpPort, GrpcPort, _adminPort, Path) = (process, http, grpc, admin, path);

    public int ProcessId => _process.Id;

    public int HttpPort { get; }

    /// <summary>Port of gRPC.</summary>
    public int GrpcPort { get; }

    public string Path { get; }

    /// <summary>From the start of the process until it said that it was ready.</summary>
    public TimeSpan StartUp { get; private set; }

    private static string Directory => System.IO.Path.Join(RepositoryPaths.Root, "artifacts/bench-runtime");

    /// <summary>Starts and waits until it is ready.</summary>
    /// <param name="model">What it serves.</param>
    /// <param name="more">Further arguments.</param>
    public static async Task<OurServer> StartAsync(BenchmarkModel model, params string[] more)
    {
        var (http, grpc, admin) = (FreePort.Next(), FreePort.Next(), FreePort.Next());
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        string[] arguments =
        [
            "serve", model.Path, $"--model-name={model.Name}", "--listen-address=127.0.0.1", $"--http-port={http}", $"--grpc-port={grpc}",
            $"--admin-port={admin}", $"--cache-dir={System.IO.Path.Join(Directory, "cache")}", "--drain-delay=0s", "--queue-length=2000",
            .. model.Arguments, .. more,
        ];
        var process = ChildProcess.Start(
            System.IO.Path.Join(Directory, "server/slipway-runtime"), arguments, new Dictionary<string, string?> { ["DOTNET_EnableDiagnostics"] = "0" });
        var server = new OurServer(process, http, grpc, admin, $"/v2/models/{model.Name}/infer");
        while (!await IsReadyAsync(admin))
        {
            if (process.HasExited) throw new InvalidOperationException($"slipway-runtime ended:\n{process.Output}{process.Errors}");
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }

        server.StartUp = System.Diagnostics.Stopwatch.GetElapsedTime(started);
        return server;
    }

    public async Task<(double Rows, double Runs)> CountsAsync()
    {
        var page = await Client.GetStringAsync($"http://127.0.0.1:{_adminPort}/metrics");
        return (Sum(page, "nv_inference_count{"), Sum(page, "nv_inference_exec_count{"));
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static double Sum(string page, string series) => page.Split('\n')
        .Where(line => line.StartsWith(series, StringComparison.Ordinal))
        .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    private static async Task<bool> IsReadyAsync(int port)
    {
        try
        {
            using var response = await Client.GetAsync($"http://127.0.0.1:{port}/readyz");
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
            return false;
        }
    }
}
