using System.Text.Json;
using Microsoft.Extensions.Logging;
using Slipway.Api.Demand;
using Slipway.Controllers.Autoscaling;
using Slipway.Kubernetes.Controllers;

namespace Slipway.Controllers.Demand;

/// <summary>Reads the streams of gateways, one connection each. A gateway is not trusted to lead anywhere: no redirects, no proxy.</summary>
internal sealed class DemandReader(DemandBoard board, WakeSignal wake, EntityTrigger trigger, TimeProvider time, ILogger<DemandReader> logger) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>A line comes every second; a connection that is silent for this long is dead, whatever TCP says.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(4);

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(2),
    });

    /// <summary>Reads until cancelled, and connects again whenever the stream ends.</summary>
    /// <param name="address">Base address of the gateway's admin port.</param>
    /// <param name="cancellationToken">The gateway is gone, or this process no longer leads.</param>
    public async Task RunAsync(Uri address, CancellationToken cancellationToken)
    {
        var memory = board.Gateway(address.Authority);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ReadAsync(address, memory, cancellationToken);
            }
            catch (Exception error) when (error is HttpRequestException or IOException or JsonException or TimeoutException)
            {
                ControllerLog.GatewayUnreadable(logger, address.Authority, error.Message);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task ReadAsync(Uri address, GatewayMemory memory, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri(address, "/demand"), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        memory.Reset();
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
        while (await lines.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Silence, time, cancellationToken) is { } line)
        {
            if (JsonSerializer.Deserialize(line, DemandJsonContext.Default.DemandReport) is not { } report)
                continue;
            board.Take(address.Authority, report);
            var waiting = report.Models.Where(model => model.Versions.Any(version => version is { Queued: > 0, Ready: 0 })).ToList();
            if (waiting.Count > 0)
                wake.Raise();
            // Requests may name a kept version, which no autoscaler looks after.
            foreach (var model in waiting)
                trigger.Pull(new EntityKey(model.Namespace, model.Name));
        }
    }
}
