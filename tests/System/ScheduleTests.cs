using System.Globalization;
using Slipway.Api;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.SystemTests.Harness;
using Slipway.Tests.Support;
using Xunit.Abstractions;

namespace Slipway.SystemTests;

public sealed class ScheduleTests(ITestOutputHelper output)
{
    private const string Name = "ocr";

    private const int Steps = 6;

    private (string Uid, int Restarts)? lastKilled;

    /// <summary>Five; as many as SEEDS says; or the one that SEED names.</summary>
    public static TheoryData<int> Seeds { get; } = Environment.GetEnvironmentVariable("SEED") is { Length: > 0 } one
        ? new(int.Parse(one, CultureInfo.InvariantCulture))
        : new(Enumerable.Range(1, int.Parse(Environment.GetEnvironmentVariable("SEEDS") is { Length: > 0 } count ? count : "5", CultureInfo.InvariantCulture)));

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Any_schedule_loses_no_request_and_ends_as_asked(int seed)
    {
        var random = new Random(seed);
        await using var system = await LocalSystem.StartAsync();
        var (version, replicas) = (1, 2);
        await system.ApplyAsync(Name, "1", replicas: replicas);
        await system.UntilReadyAsync(Name, "1");
        await using var traffic = system.StartTraffic(Name);

        for (var step = 0; step < Steps; step++)
        {
            switch (random.Next(5))
            {
                case 0 or 1:
                    Say(traffic.Elapsed, $"version {++version}");
                    await system.ApplyAsync(Name, Text(version), replicas: replicas);
                    break;
                case 2:
                    Say(traffic.Elapsed, $"a bad version {++version}");
                    await system.ApplyAsync(Name, Text(version), random.Next(2) == 0 ? "none.onnx" : "corrupt.onnx", replicas);
                    break;
                case 3:
                    replicas = random.Next(2, 4);
                    Say(traffic.Elapsed, $"{replicas} replicas");
                    await system.Client.SetScaleAsync<ModelDeployment>(Name, "default", replicas, CancellationToken.None);
                    break;
                default:
                    await KillOneAsync(system, random, traffic.Elapsed);
                    break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1500)), TimeProvider.System);
        }

        Say(traffic.Elapsed, $"version {++version}, the last one");
        await system.ApplyAsync(Name, Text(version), replicas: replicas);
        await system.UntilReadyAsync(Name, Text(version));
        await Eventually.TrueAsync(
            async () => (await system.ListAsync<V1Pod>()).Count(pod => pod.Metadata.DeletionTimestamp is null) == replicas, $"{replicas} pods and no more", LocalSystem.Patience);
        (await system.AskAsync(Name)).ShouldBe(Text(version));
        var report = await traffic.StopAsync();
        report.Failures.ShouldBeEmpty();
        report.Samples.Count.ShouldBeGreaterThan(Steps);

        await system.Client.DeleteAsync<ModelDeployment>(Name, "default", DeleteOptions.Background, CancellationToken.None);
        await Eventually.TrueAsync(async () => (await system.ListAsync<V1Pod>()).Count == 0, "no pod", LocalSystem.Patience);
        RuntimeProcesses.With(system.Scratch).ShouldBeEmpty();
    }

    /// <summary>Another replica must be there to answer: a model without any replica cannot.</summary>
    private async Task KillOneAsync(LocalSystem system, Random random, TimeSpan at)
    {
        if (!await HasRecoveredAsync(system))
            return;
        var serving = (await system.Client.GetAsync<ModelDeployment>(Name, "default", CancellationToken.None))!.Status.Traffic?.FirstOrDefault()?.Revision;
        var pods = (await system.ReadyPodsAsync(Name)).Where(pod => pod.Metadata.Labels!.GetValueOrDefault(Labels.Revision) == serving).ToList();
        if (pods.Count < 2)
            return;
        var pod = pods[random.Next(pods.Count)];
        Say(at, $"kill {pod.Metadata.Name}");
        lastKilled = (pod.Metadata.Uid!, pod.Status.ContainerStatuses![0].RestartCount ?? 0);
        RuntimeProcesses.Kill(pod);
    }

    /// <summary>Whether the one killed last serves again, or is gone; until then its status may still call it ready.</summary>
    private async Task<bool> HasRecoveredAsync(LocalSystem system) =>
        lastKilled is not { } killed
        || (await system.ListAsync<V1Pod>()).FirstOrDefault(pod => pod.Metadata.Uid == killed.Uid) is not { } pod
        || (pod.Status.ContainerStatuses![0] is { Ready: true } container && container.RestartCount > killed.Restarts);

    private void Say(TimeSpan at, string step) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{at.TotalSeconds,6:0.00} s {step}"));

    private static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);
}
