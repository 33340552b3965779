using Slipway.Benchmarks.Gateway.Backends;
using Slipway.Benchmarks.Shared.Servers;
using Slipway.Tests.Support.Processes;

namespace Slipway.Benchmarks.Gateway.Contenders;

/// <summary>A way to the replica.</summary>
/// <param name="Name">In tables and figures.</param>
/// <param name="Port">Where it takes requests.</param>
/// <param name="Prefix">What comes before the replica's own path.</param>
/// <param name="Process">The proxy; null: there is none.</param>
internal sealed record Contender(string Name, int Port, string Prefix, ChildProcess? Process) : IAsyncDisposable
{
    public const string Direct = "direct";

    public const string Haproxy = "haproxy";

    public const string Nginx = "nginx";

    public const string Slipway = "slipway";

    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    /// <summary>Where inference requests are posted.</summary>
    public string Path => $"{Prefix}/v2/models/{Backend.Model}/infer";

    /// <summary>Waits until requests get through.</summary>
    public Task WaitAsync() => Process is null ? Task.CompletedTask : Readiness.WaitAsync(Process, Name, Port, $"{Prefix}/v2/models/{Backend.Model}/ready");

    /// <summary>Asks it to stop, so that it can wait for its workers; what does not is killed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Process is null)
            return;
        try
        {
            if (!Process.HasExited)
                Process.Signal("TERM");
            await Process.WaitAsync(LongestStop);
        }
        catch (TimeoutException error)
        {
            await Console.Error.WriteLineAsync($"{Name} had to be killed: {error.Message}");
        }
        finally
        {
            await Process.DisposeAsync();
        }
    }
}
