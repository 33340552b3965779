using Slipway.EndToEnd.Harness;
using Slipway.Tests.Support.Models;
using Xunit.Abstractions;

namespace Slipway.EndToEnd.Rollouts;

/// <summary>A new version comes although the version before holds all GPUs that there are.</summary>
public sealed class TakenGpuTests(ClusterFixture cluster, GatewayInstallation gateway, ITestOutputHelper output)
    : RolloutTests(cluster, gateway, output)
{
    [Fact]
    public Task Replicas_on_all_gpus_are_replaced_without_a_failed_request() =>
        InNamespaceAsync(async space =>
        {
            await Gpus.UntilFreeAsync();
            await using var traffic = await ServeAsync(space, Version("1") with { Replicas = 2, Gpus = 2 });

            await space.ApplyAsync(Version("2", WorkingModels.Slow(2)) with { Replicas = 2, Gpus = 2 });
            var node = await space.UntilAsync("model", "one replaced after the other", found => (string?)found["status"]?["rollout"]?["mode"] == "Replace", TimeSpan.FromSeconds(60));
            Output.WriteLine(Kubectl.Show(node["status"]!["rollout"]!));
            await space.UntilAsync("model", "version 2", found => IsSettled(found, "2"), TimeSpan.FromMinutes(4));
            await UntilMoreAsync(traffic, "2");

            var report = await traffic.StopAsync();
            Output.WriteLine(report.Describe());
            report.Failures.ShouldBeEmpty();
        });

    [Fact]
    public Task One_replica_on_all_gpus_is_not_stopped_for_its_successor() =>
        InNamespaceAsync(async space =>
        {
            await Gpus.UntilFreeAsync();
            await using var traffic = await ServeAsync(space, Version("1") with { Gpus = 4 });

            await space.ApplyAsync(Version("2", WorkingModels.Slow(2)) with { Gpus = 4 });
            var node = await space.UntilAsync("model", "a rollout that waits", found => Phase(found) == "WaitingForCapacity" && found["status"]!["rollout"]!["blockedBy"] is not null, TimeSpan.FromSeconds(60));
            await UntilMoreAsync(traffic, "1");

            ((string?)node["status"]!["rollout"]!["blockedBy"])!.ShouldContain("allowDowntime");
            TestNamespace.Condition(await space.GetAsync("model"), "Available").Status.ShouldBe("True");
            var report = await traffic.StopAsync();
            report.Failures.ShouldBeEmpty();
            report.Count("1").ShouldBe(report.Samples.Count);
        });
}
