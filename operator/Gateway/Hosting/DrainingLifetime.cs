using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace Slipway.Gateway.Hosting;

/// <summary>SIGTERM makes the gateway unready first; it goes on taking requests until load balancers have had the time to look away.</summary>
internal sealed class DrainingLifetime(IHostApplicationLifetime application, Draining draining, GatewayOptions options, GatewayClock clock) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> signals = [];
    private ITimer? delay;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Begin));
        signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Begin));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        signals.ForEach(signal => signal.Dispose());
        delay?.Dispose();
    }

    private void Begin(PosixSignalContext context)
    {
        context.Cancel = true; // The process ends when its requests have.
        if (draining.HasBegun)
            return;
        draining.Begin();
        delay = clock.Time.CreateTimer(_ => application.StopApplication(), null, options.DrainDelay, Timeout.InfiniteTimeSpan);
    }
}
