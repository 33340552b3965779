namespace Slipway.Runtime.Server.Hosting;

/// <summary>Keeps the host from reacting to signals: <see cref="ShutdownSignals"/> does.</summary>
internal sealed class NoHostLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
