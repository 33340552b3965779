using System.Net;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Processes;

namespace Slipway.Runtime.Server.Tests.Harness;

/// <summary>A real <c>slipway-runtime serve</c> with its own cache folder, ports and termination log.</summary>
internal sealed class RuntimeProcess : IAsyncDisposable
{
    private static readonly string Program = Path.Join(AppContext.BaseDirectory, "slipway-runtime");

    private readonly TemporaryDirectory _directory = new();
    private readonly ChildProcess _process;

    private RuntimeProcess(int http, string[] arguments, IReadOnlyDictionary<string, string?>? environment = null, string? cache = null)
    {
        var (admin, grpc) = (FreePort.Next(), FreePort.Next());
        Http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{http}") };
        Admin = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{admin}") };
        Grpc = new HttpClient(new SocketsHttpHandler())
        {
            BaseAddress = new Uri($"http://127.0.0.1:{grpc}"),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        _process = ChildProcess.Start(Program, [
            "serve", $"--http-port={http}", $"--grpc-port={grpc}", $"--admin-port={admin}", $"--cache-dir={cache ?? _directory.Join("cache")}",
            $"--termination-log={TerminationLog}", .. arguments], environment);
    }

    /// <summary>Client of the protocol's port.</summary>
    public HttpClient Http { get; }

    /// <summary>Client of the admin port.</summary>
    public HttpClient Admin { get; }

    /// <summary>Client of the gRPC port, for HTTP/2 without TLS.</summary>
    public HttpClient Grpc { get; }

    /// <summary>What it wrote so far.</summary>
    public string Output => _process.Output + _process.Errors;

    private string TerminationLog => _directory.Join("termination-log");

    /// <summary>Starts and does not wait.</summary>
    public static RuntimeProcess Start(params string[] arguments) => new(FreePort.Next(), arguments);

    /// <summary>Starts with variables added to the environment and waits until it is ready.</summary>
    public static async Task<RuntimeProcess> StartReadyAsync(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var process = new RuntimeProcess(FreePort.Next(), arguments, environment);
        await process.UntilAsync("/readyz", HttpStatusCode.OK);
        return process;
    }

    /// <summary>Starts on a given port and does not wait.</summary>
    public static RuntimeProcess StartAt(int httpPort, params string[] arguments) => new(httpPort, arguments);

    /// <summary>Starts and waits until it is ready.</summary>
    public static async Task<RuntimeProcess> StartReadyAsync(params string[] arguments)
    {
        var process = Start(arguments);
        await process.UntilAsync("/readyz", HttpStatusCode.OK);
        return process;
    }

    /// <summary>Starts on a cache that others use, too, and waits until it is ready.</summary>
    public static async Task<RuntimeProcess> StartReadyOnAsync(string cache, params string[] arguments)
    {
        var process = new RuntimeProcess(FreePort.Next(), arguments, cache: cache);
        await process.UntilAsync("/readyz", HttpStatusCode.OK);
        return process;
    }

    /// <summary>Waits until an admin page answers with a status.</summary>
    public Task UntilAsync(string page, HttpStatusCode status) => Eventually.TrueAsync(
        async () =>
        {
            _process.HasExited.ShouldBeFalse(Output);
            using var response = await Admin.GetAsync(page);
            return response.StatusCode == status;
        },
        $"{page} to answer {status}",
        TimeSpan.FromSeconds(30));

    /// <summary>Sends a signal.</summary>
    public void Signal(string name) => _process.Signal(name);

    /// <summary>Waits for the end and returns the exit code and the termination message, if there is one.</summary>
    public async Task<(int ExitCode, string? Message)> EndAsync()
    {
        var result = await _process.WaitAsync(TimeSpan.FromSeconds(40));
        return (result.ExitCode, File.Exists(TerminationLog) ? await File.ReadAllTextAsync(TerminationLog) : null);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Http.Dispose();
        Admin.Dispose();
        Grpc.Dispose();
        _directory.Dispose();
    }
}
