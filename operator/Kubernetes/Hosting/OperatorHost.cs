using Microsoft.Extensions.Hosting;
using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Leadership;

namespace Slipway.Kubernetes.Hosting;

/// <summary>Runs the operator with the process, and ends the process when leadership is lost: the only safe way to forget all state.</summary>
internal sealed class OperatorHost(OperatorRun run, OperatorSettings settings, OperatorRegistrations registrations, IHostApplicationLifetime lifetime)
    : BackgroundService
{
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (registrations.Orphaned.FirstOrDefault() is { } kind)
            throw new InvalidOperationException($"{kind.Name} has a finalizer but no controller that would run it.");
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (await run.RunAsync(stoppingToken) == LeadershipEnd.Stopped)
            return;
        if (settings.OnLeadershipLost is { } act)
        {
            act();
            return;
        }

        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }
}
