using System.Diagnostics;
using Slipway.Api;
using Slipway.EndToEnd.Harness;
using Slipway.Kubernetes.Client;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Plots;
using Slipway.Tests.Support.Traffic;

namespace Slipway.EndToEnd.Scaling;

/// <summary>Looks at a model's status every second, and draws what it saw beside what clients saw.</summary>
internal sealed class ScalingRecorder : IAsyncDisposable
{
    private readonly KubernetesClient client = ApiClient.New();
    private readonly CancellationTokenSource stop = new();
    private readonly List<ScalingSample> samples = [];
    private readonly Task recording;

    public ScalingRecorder(string @namespace, string name) => recording = Task.Run(() => RecordAsync(@namespace, name));

    /// <summary>Ends the recording; all samples in order.</summary>
    public async Task<IReadOnlyList<ScalingSample>> StopAsync()
    {
        await stop.CancelAsync();
        await recording;
        return samples;
    }

    /// <summary>Writes <c>artifacts/bench/scaling-NAME.svg</c>: load, need, replicas and latency.</summary>
    public async Task DrawAsync(string name, TrafficReport traffic)
    {
        IReadOnlyList<(double, double)> Steps(Func<ScalingSample, double> value) => [.. samples.Select(sample => (sample.At.TotalSeconds, value(sample)))];
        var seconds = traffic.Samples.GroupBy(sample => (int)sample.At.TotalSeconds / 5 * 5).OrderBy(group => group.Key).ToList();
        var picture = TimePlot.Draw(name,
        [
            new("requests/s", [new("load", "#36c", [.. seconds.Select(group => ((double)group.Key, group.Count() / 5.0))])]),
            new("replicas", [new("need", "#c80", Steps(sample => sample.Need)), new("wanted", "#888", Steps(sample => sample.Target)), new("ready", "#0a6", Steps(sample => sample.Ready))]),
            new("latency, ms", [new("p95 of 5 s", "#c33", [.. seconds.Select(group => ((double)group.Key, new TrafficReport([.. group]).Latency(0.95).TotalMilliseconds))])]),
        ]);
        var folder = Directory.CreateDirectory(Path.Join(RepositoryPaths.Root, "artifacts/bench")).FullName;
        await File.WriteAllTextAsync(Path.Join(folder, $"scaling-{name}.svg"), picture);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        client.Dispose();
        stop.Dispose();
    }

    private async Task RecordAsync(string @namespace, string name)
    {
        var began = Stopwatch.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            if ((await client.GetAsync<ModelDeployment>(name, @namespace, CancellationToken.None))?.Status is { } status)
                samples.Add(new(Stopwatch.GetElapsedTime(began), status.Scaling?.Need ?? 0, status.Scaling?.Target ?? 0, status.ReadyReplicas ?? 0));
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
