using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;

namespace Slipway.Tests.Support.Traffic;

/// <summary>
/// Sends the same request again and again, bounded in number and time, and keeps what came of each. The one tool by which
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
        http.DefaultRequestHeaders.ConnectionClose = !keepAlive;
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
            using var body = new StringContent(options.Body, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));
            using var answer = await http.PostAsync(options.Target, body);
            var text = await answer.Content.ReadAsStringAsync();
            var latency = clock.GetElapsedTime(sent);
            return answer.IsSuccessStatusCode
                ? new TrafficSample(at, latency, options.Label(text), Failure: null)
                : new TrafficSample(at, latency, Label: null, $"{(int)answer.StatusCode}: {text}");
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            return new TrafficSample(at, clock.GetElapsedTime(sent), Label: null, $"{exception.GetType().Name}: {exception.InnerException?.Message ?? exception.Message}");
        }
    }
}
