using Microsoft.Extensions.Hosting;

namespace Slipway.Telemetry;

/// <summary>Makes the pipeline listen from the program's start, also where no page is mapped.</summary>
internal sealed class TelemetryStarter(TelemetryPipeline pipeline) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
