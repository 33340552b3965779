using System.Globalization;
using Slipway.Benchmarks.Gateway.Load;
using Slipway.Benchmarks.Shared.Load;
using Slipway.Benchmarks.Shared.Servers;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;

namespace Slipway.Benchmarks.Gateway.Backends;

/// <summary>Who answers: a replica that does nothing else, or the real runtime with a small model.</summary>
internal sealed class Backend : IAsyncDisposable
{
    public const string Echo = "echo";

    public const string Runtime = "runtime";

    /// <summary>The model that is asked, in the namespace that every gateway has.</summary>
    public const string Model = "mlp";

    private readonly IAsyncDisposable server;

    private Backend(IAsyncDisposable server, int port) => (this.server, Port) = (server, port);

    /// <summary>Names of the kinds.</summary>
    public static IReadOnlyList<string> Names { get; } = [Echo, Runtime];

    public int Port { get; }

    /// <summary>Starts one and waits until it answers.</summary>
    public static async Task<Backend> StartAsync(string name)
    {
        if (name == Runtime)
        {
            var folder = Directory.CreateDirectory(Path.Join(RuntimeServer.Folder, "models")).FullName;
            WorkingModels.Mlp(1, Requests.Width, 64, 10).Save(folder, "gateway-mlp.onnx");
            var runtime = await RuntimeServer.StartAsync(Model, Path.Join(folder, "gateway-mlp.onnx"));
            return new Backend(runtime, runtime.HttpPort);
        }
        var port = FreePort.Next();
        var process = LoadProcess.Start(["echo", port.ToString(CultureInfo.InvariantCulture)]);
        var backend = new Backend(process, port);
        try
        {
            await Readiness.WaitAsync(process, name, port, "/v2/health/ready");
        }
        catch
        {
            await backend.DisposeAsync();
            throw;
        }
        return backend;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
