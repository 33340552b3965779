using Microsoft.Extensions.Hosting;

namespace Slipway.Cli.Local.Platform;

/// <summary>Leaves signals to whoever runs the host.</summary>
internal sealed class UnattendedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
