using System.Diagnostics;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Processes;

namespace Slipway.Benchmarks.Shared.Servers;

/// <summary>The published <c>slipway-runtime serve</c> (artifacts/bench-runtime/server), with its defaults.</summary>
public sealed class RuntimeServer : IAsyncDisposable
{
    private readonly ChildProcess process;

    private RuntimeServer(ChildProcess process, int http, int grpc, int admin, TimeSpan startUp) =>
        (this.process, HttpPort, GrpcPort, AdminPort, StartUp) = (process, http, grpc, admin, startUp);

    /// <summary>Where everything is that these benchmarks build.</summary>
    public static string Folder { get; } = Path.Join(RepositoryPaths.Root, "artifacts/bench-runtime");

    /// <summary>Of the process.</summary>
    public int ProcessId => process.Id;

    /// <summary>Port of REST.</summary>
    public int HttpPort { get; }

    /// <summary>Port of gRPC.</summary>
    public int GrpcPort { get; }

    /// <summary>Port of probes and metrics.</summary>
    public int AdminPort { get; }

    /// <summary>From the start of the process until it said that it was ready.</summary>
    public TimeSpan StartUp { get; }

    /// <summary>Starts and waits until it is ready.</summary>
    /// <param name="name">Name of the model.</param>
    /// <param name="model">Path of the model.</param>
    /// <param name="more">Further arguments.</param>
    public static async Task<RuntimeServer> StartAsync(string name, string model, params string[] more)
    {
        var (http, grpc, admin) = (FreePort.Next(), FreePort.Next(), FreePort.Next());
        var started = Stopwatch.GetTimestamp();
        string[] arguments =
        [
            "serve", model, $"--model-name={name}", "--listen-address=127.0.0.1", $"--http-port={http}", $"--grpc-port={grpc}",
            $"--admin-port={admin}", $"--cache-dir={Path.Join(Folder, "cache")}", "--drain-delay=0s", "--queue-length=2000", .. more,
        ];
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["DOTNET_EnableDiagnostics"] = "0" };
        var child = ChildProcess.Start(Path.Join(Folder, "server/slipway-runtime"), arguments, environment);
        try
        {
            await Readiness.WaitAsync(child, "slipway-runtime", admin, "/readyz", TimeSpan.FromMilliseconds(2));
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
        return new RuntimeServer(child, http, grpc, admin, Stopwatch.GetElapsedTime(started));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => process.DisposeAsync();
}
