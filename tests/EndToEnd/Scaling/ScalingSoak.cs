using System.Globalization;
using Slipway.EndToEnd.Harness;
using Slipway.Tests.Support.Models;
using Slipway.Tests.Support.Traffic;
using Xunit.Abstractions;

namespace Slipway.EndToEnd.Scaling;

/// <summary>
/// <c>make soak-autoscaler</c>: half an hour of load through the gateway, steady on one model; on another it ramps up, bursts, stops until
/// no replica is left, and comes back. Not part of <c>make e2e</c>.
/// </summary>
[Trait("Category", "Soak")]
public sealed class ScalingSoak(ClusterFixture cluster, GatewayInstallation gateway, ITestOutputHelper output)
    : ClusterTests(cluster, output), IClassFixture<GatewayInstallation>
{
    private static readonly TimeSpan Limit =
        TimeSpan.FromMinutes(double.Parse(Environment.GetEnvironmentVariable("MINUTES") is { Length: > 0 } minutes ? minutes : "30", CultureInfo.InvariantCulture));

    // Until then the autoscaler learns how long requests and starts take.
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(3);

    [Fact]
    public Task Steady_load_keeps_its_replicas_and_changing_load_loses_no_request() =>
        InNamespaceAsync(space => Task.WhenAll(SteadyAsync(space), ChangingAsync(space)));

    /// <summary>
    /// Three callers who ask again at once have three requests under way however fast the machine is at the moment: half-way between
    /// the loads of one replica and of three.
    /// </summary>
    private async Task SteadyAsync(TestNamespace space)
    {
        await ServeAsync(space, "steady", "{minReplicas: 1, maxReplicas: 3, target: {concurrency: 4}}", "cpu: 300m");
        await using var recorder = new ScalingRecorder(space.Name, "steady");
        var options = Options(space, "steady") with { Workers = 3, Pause = TimeSpan.FromMilliseconds(1), RequestTimeout = TimeSpan.FromSeconds(30), Limit = Limit };
        await using var traffic = TrafficDriver.Start(options);
        await Task.Delay(Limit, TimeProvider.System);

        var report = await traffic.StopAsync();
        var samples = await recorder.StopAsync();
        await recorder.DrawAsync("steady", report);
        Output.WriteLine(Summary("steady", report, samples));
        report.Failures.ShouldBeEmpty();
        var wanted = samples.Where(sample => sample.At > Settling).Select(sample => sample.Target).ToList();
        var rises = wanted.Zip(wanted.Skip(1)).Count(pair => pair.Second > pair.First);
        rises.ShouldBe(0, "a steady load needs no replica that it did not need before");
        samples.Max(sample => sample.Ready).ShouldBe(2);
    }

    private async Task ChangingAsync(TestNamespace space)
    {
        await ServeAsync(space, "changing", "{minReplicas: 0, maxReplicas: 3, scaleToZeroAfter: 60s, target: {concurrency: 1}}");
        await using var recorder = new ScalingRecorder(space.Name, "changing");
        var began = TimeProvider.System.GetTimestamp();
        var options = Options(space, "changing") with { Limit = Limit, RequestTimeout = TimeSpan.FromSeconds(60) };
        List<(TimeSpan At, TrafficReport Report)> parts = [];
        foreach (var (workers, seconds) in new[] { (1, 60), (2, 60), (4, 60), (6, 60), (16, 30), (1, 60) })
            parts.Add(await LoadAsync(options with { Workers = workers, Pause = TimeSpan.FromMilliseconds(20) }, seconds, began));
        await space.UntilAsync("changing", "no replica", node => (int?)node["status"]?["replicas"] == 0, Limit);
        parts.Add(await LoadAsync(options with { Workers = 8 }, 20, began));

        var samples = await recorder.StopAsync();
        var report = new TrafficReport([.. parts.SelectMany(part => part.Report.Samples.Select(sample => sample with { At = sample.At + part.At }))]);
        await recorder.DrawAsync("changing", report);
        Output.WriteLine(Summary("changing", report, samples));
        report.Failures.ShouldBeEmpty();
        samples.Max(sample => sample.Ready).ShouldBeGreaterThan(1);
    }

    private static async Task<(TimeSpan At, TrafficReport Report)> LoadAsync(TrafficOptions options, int seconds, long began)
    {
        var at = TimeProvider.System.GetElapsedTime(began);
        await using var traffic = TrafficDriver.Start(options);
        await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System);
        return (at, await traffic.StopAsync());
    }

    private async Task ServeAsync(TestNamespace space, string name, string autoscaling, string? limits = null)
    {
        await space.ApplyAsync(new ModelManifest(name, Cluster.ModelUri(Path.GetFileName(RealModels.OcrRecognizer)))
        {
            Limits = limits,
            More = $"  autoscaling: {autoscaling}",
        });
        await space.WaitReadyAsync(name);
    }

    private TrafficOptions Options(TestNamespace space, string model) =>
        new(gateway.InferUri(space.Name, model), ModelClient.Request(InputTensor.Random("x", 2, 1, 3, 48, 64)).ToJsonString());

    private static string Summary(string name, TrafficReport report, IReadOnlyList<ScalingSample> samples) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: {report.Samples.Count} requests, {report.Failures.Count} failed, p95 {report.Latency(0.95).TotalMilliseconds:0} ms, "
        + $"longest {report.Latency(1).TotalSeconds:0.0} s; replicas {samples.Min(sample => sample.Ready)} to {samples.Max(sample => sample.Ready)}");
}
