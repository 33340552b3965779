using System.Collections.Concurrent;

namespace Slipway.Tests.Support.Traffic;

/// <summary>
/// Sends the same request again and again, REST or gRPC, bounded in number and time, and keeps what came of each. The one tool by which
/// tests say that nothing was lost.
/// </summary>
public sealed class TrafficDriver : IAsyncDisposable
{
    private readonly TrafficOptions options;
    private readonly TimeProvider clock;
    private readonly long started;
    private readonly ConcurrentQueue<TrafficSample> samples = new();
    private readonly CancellationTokenSource stop;
    private readonly Task[] workers;

    private TrafficDriver(TrafficOptions options, TimeProvider clock)
    {
        this.options = options;
        this.clock = clock;
        started = clock.GetTimestamp();
        stop = new CancellationTokenSource(options.Limit, clock);
        workers = [.. Enumerable.Range(0, options.Workers).Select(index => Task.Run(() => WorkAsync(keepAlive: index % 2 == 0)))];
    }

    /// <summary>Time since the start, as in the samples.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(started);

    /// <summary>Good answers so far with this label.</summary>
    public int Count(string label) => samples.Count(sample => sample.Label == label);

    /// <summary>Requests so far that got no good answer.</summary>
    public int Failures => samples.Count(sample => sample.Failure is not null);

    public static TrafficDriver Start(TrafficOptions options, TimeProvider? clock = null) => new(options, clock ?? TimeProvider.System);

    /// <summary>Lets requests in flight finish; all samples.</summary>
    public async Task<TrafficReport> StopAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(workers);
        return new TrafficReport([.. samples.OrderBy(sample => sample.At)]);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stop.Dispose();
    }

    private async Task WorkAsync(bool keepAlive)
    {
        using var http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = options.RequestTimeout }) { Timeout = options.RequestTimeout };
        http.DefaultRequestHeaders.ConnectionClose = !keepAlive && options.GrpcMessage is null;
        while (!stop.IsCancellationRequested)
        {
            samples.Enqueue(await SendAsync(http));
            await Task.Delay(options.Pause, clock, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<TrafficSample> SendAsync(HttpClient http)
    {
        var sent = clock.GetTimestamp();
        var at = clock.GetElapsedTime(started, sent);
        try
        {
            using var request = options.NewRequest();
            using var answer = await http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            var failure = options.FailureOf(answer, text);
            return new TrafficSample(at, clock.GetElapsedTime(sent), failure is null ? options.Label(text) : null, failure);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            return new TrafficSample(at, clock.GetElapsedTime(sent), Label: null, $"{exception.GetType().Name}: {exception.InnerException?.Message ?? exception.Message}");
        }
    }
}
