using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Api.Demand;
using Slipway.Kubernetes.Leadership;

namespace Slipway.Controllers.Autoscaling.Demand;

/// <summary>While this process leads: reads <c>GET /demand</c> of every gateway there is, and wakes the autoscaler when someone waits for a replica.</summary>
internal sealed class DemandCollector(
    GatewayAddresses addresses,
    DemandStore store,
    WakeSignal wake,
    ILeadership leadership,
    TimeProvider time,
    ILogger<DemandCollector> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // A gateway writes every second.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(2),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly Dictionary<string, (CancellationTokenSource Stop, Task Reading)> streams = new(StringComparer.Ordinal);

    public override void Dispose()
    {
        http.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var present = leadership.IsLeading ? addresses.List() : new HashSet<string>(StringComparer.Ordinal);
                foreach (var gone in streams.Keys.Where(address => !present.Contains(address)).ToList())
                    await EndAsync(gone);
                foreach (var address in present.Where(address => !streams.ContainsKey(address)))
                    Begin(address, stoppingToken);
                await Task.Delay(Interval, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.CollectingEnds(streams.Count);
        }

        foreach (var address in streams.Keys.ToList())
            await EndAsync(address);
    }

    private void Begin(string address, CancellationToken stoppingToken)
    {
        store.Expect(address);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        streams[address] = (stop, FollowAsync(address, stop.Token));
    }

    private async Task EndAsync(string address)
    {
        streams.Remove(address, out var stream);
        await stream.Stop.CancelAsync();
        await stream.Reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stream.Stop.Dispose();
        store.Forget(address);
    }

    private async Task FollowAsync(string address, CancellationToken cancellationToken)
    {
        string? told = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            var fault = await ReadOnceAsync(address, () => told = null, cancellationToken);
            if (cancellationToken.IsCancellationRequested)
                return;
            if (fault != told)
                logger.GatewayUnreadable(address, fault);
            told = fault;
            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    // Why the stream has ended.
    private async Task<string> ReadOnceAsync(string address, Action heard, CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var alarm = time.CreateTimer(_ => silence.Cancel(), null, Silence, Timeout.InfiniteTimeSpan);
        try
        {
            using var response = await http.GetAsync($"http://{address}/demand", HttpCompletionOption.ResponseHeadersRead, silence.Token);
            response.EnsureSuccessStatusCode();
            await using var body = await response.Content.ReadAsStreamAsync(silence.Token);
            await DemandReader.ReadAsync(body, Take, silence.Token);
            return "the stream ended";
        }
        catch (Exception error) when (error is HttpRequestException or IOException or InvalidDataException)
        {
            return error.Message;
        }
        catch (OperationCanceledException)
        {
            return $"no report for {Silence.TotalSeconds:0} s";
        }

        void Take(DemandReport report)
        {
            alarm.Change(Silence, Timeout.InfiniteTimeSpan);
            heard();
            store.Take(address, report);
            if (report.Models.Any(model => model.Versions.Any(version => version is { Queued: > 0, Ready: 0 })))
                wake.Raise();
        }
    }
}
