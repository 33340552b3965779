using Microsoft.Extensions.Logging;
using Slipway.Kubernetes.Configuration;

namespace Slipway.Kubernetes.Client.Credentials;

/// <summary>Runs an exec plugin: once for all who wait, again when its credential expires or is rejected.</summary>
/// <param name="run">Runs the program and returns what it printed.</param>
internal sealed class ExecCredentialSource(
    ExecPlugin plugin,
    Func<ExecPlugin, CancellationToken, Task<string>> run,
    TimeProvider timeProvider,
    ILogger logger) : ICredentialSource
{
    private readonly Lock gate = new();
    private ExecCredential? current;
    private Task<ExecCredential>? running;

    public async ValueTask<Credential> GetAsync(CancellationToken cancellationToken)
    {
        Task<ExecCredential> refresh;
        lock (gate)
        {
            if (current is { } valid && !valid.HasExpired(timeProvider.GetUtcNow()))
                return valid.Credential;
            if (running is null or { IsCompleted: true })
                running = RunAsync();
            refresh = running;
        }

        // One caller giving up must not fail the others: the run itself is bounded by the plugin's own time limit.
        return (await refresh.WaitAsync(cancellationToken)).Credential;
    }

    public void Reject(Credential rejected)
    {
        lock (gate)
        {
            if (current?.Credential == rejected)
                current = null;
        }
    }

    private async Task<ExecCredential> RunAsync()
    {
        await Task.Yield();
        ClientLog.RunningExecPlugin(logger, plugin.Command);
        var output = await run(plugin, CancellationToken.None);
        var credential = ExecCredential.Parse(output, plugin);
        lock (gate)
            current = credential;
        return credential;
    }
}
