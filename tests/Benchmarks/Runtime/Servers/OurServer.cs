using System.Globalization;
using Slipway.Benchmarks.Shared.Servers;

namespace Slipway.Benchmarks.Runtime.Servers;

/// <summary>The published <c>slipway-runtime serve</c>, with its defaults.</summary>
internal sealed class OurServer : IServer
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler());

    private readonly RuntimeServer _server;

    private OurServer(RuntimeServer server, string path) => (_server, Path) = (server, path);

    public int ProcessId => _server.ProcessId;

    public int HttpPort => _server.HttpPort;

    /// <summary>Port of gRPC.</summary>
    public int GrpcPort => _server.GrpcPort;

    public string Path { get; }

    /// <summary>From the start of the process until it said that it was ready.</summary>
    public TimeSpan StartUp => _server.StartUp;

    /// <summary>Starts and waits until it is ready.</summary>
    /// <param name="model">What it serves.</param>
    /// <param name="more">Further arguments.</param>
    public static async Task<OurServer> StartAsync(BenchmarkModel model, params string[] more) =>
        new(await RuntimeServer.StartAsync(model.Name, model.Path, [.. model.Arguments, .. more]), $"/v2/models/{model.Name}/infer");

    public async Task<(double Rows, double Runs)> CountsAsync()
    {
        var page = await Client.GetStringAsync($"http://127.0.0.1:{_server.AdminPort}/metrics");
        return (Sum(page, "nv_inference_count{"), Sum(page, "nv_inference_exec_count{"));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static double Sum(string page, string series) => page.Split('\n')
        .Where(line => line.StartsWith(series, StringComparison.Ordinal))
        .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}
