using System.Diagnostics;
using System.Globalization;
using Slipway.Benchmarks.Shared.Load;

namespace Slipway.Benchmarks.Runtime.Load;

/// <summary>
/// Who asks the servers of a model: one process for all measurements. A new one for each would still be compiled while it is measured, on
/// the processors that the server shares.
/// </summary>
internal sealed class LoadClient : IDisposable
{
    /// <summary>What comes before the requests that count.</summary>
    public static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(100);

    // For a server that is slow to answer the last request.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private LoadClient(Process process) => _process = process;

    /// <summary>Starts it; what goes wrong there is told on this process's standard error.</summary>
    public static LoadClient Start(BenchmarkModel model)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["load", model.Name])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in LoadProcess.Inline) start.Environment[name] = value;
        return new LoadClient(Process.Start(start)!);
    }

    /// <summary>Drives a server for a time.</summary>
    /// <param name="protocol">binary, json or grpc.</param>
    /// <param name="port">Of the server, on the loopback address.</param>
    /// <param name="path">Where requests are posted.</param>
    /// <param name="calls">Requests at once.</param>
    /// <param name="seconds">For how long answers count.</param>
    /// <exception cref="InvalidOperationException">A request failed.</exception>
    public async Task<LoadResult> DriveAsync(string protocol, int port, string path, int calls, double seconds)
    {
        await _process.StandardInput.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{protocol} {port} {path} {calls} {seconds:R}"));
        await _process.StandardInput.FlushAsync();
        var answer = await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(seconds) + WarmUp + Margin, TimeProvider.System);
        return answer is not null ? LoadResult.Parse(answer) : throw new InvalidOperationException($"The load by {protocol} on {path} failed; see above.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
