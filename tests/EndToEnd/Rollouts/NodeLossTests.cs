using Slipway.EndToEnd.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;
using Xunit.Abstractions;

namespace Slipway.EndToEnd.Rollouts;

/// <summary>A node is gone from one moment to the next, and nobody says goodbye: faults.md row 10.</summary>
[Trait("Category", "OwnControlPlane")]
public sealed class NodeLossTests(ClusterFixture cluster, GatewayInstallation gateway, ITestOutputHelper output)
    : RolloutTests(cluster, gateway, output)
{
    // The control plane believes in a node for 40 s after it has heard of it, and the pods' tolerations give it 30 s more.
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(100);

    // What was under way on the lost node is sent elsewhere when ten seconds of silence have said so.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public Task Row_10_a_lost_node_costs_no_request_and_its_replicas_are_made_anew() =>
        InNamespaceAsync(async space =>
        {
            await using var second = await SecondNode.StartAsync();
            await using var traffic = await ServeAsync(space, Version("1") with { Replicas = 2, More = SecondNode.Spread }, Patience);
            (await NodesAsync(space)).Order().ShouldBe([SecondNode.First, SecondNode.Name]);

            await second.LoseAsync();
            await UntilMoreAsync(traffic, "1");
            await Eventually.TrueAsync(
                async () => (await NodesAsync(space)).ToList() is [SecondNode.First, SecondNode.First], "two ready replicas on the node that is left", Noticed);
            await space.UntilAsync("model", "ready", node => IsSettled(node, "1") && (int?)node["status"]!["readyReplicas"] == 2);
            await UntilMoreAsync(traffic, "1");

            var report = await traffic.StopAsync();
            Output.WriteLine(report.Describe());
            report.Failures.ShouldBeEmpty();
        });

    [Fact]
    public Task Row_10_a_canary_whose_node_is_lost_is_not_given_up() =>
        InNamespaceAsync(async space =>
        {
            await using var second = await SecondNode.StartAsync();
            await second.CordonAsync();
            await using var traffic = await ServeAsync(space, Version("1"), Patience);
            await second.TakeAllNewAsync();
            await space.ApplyAsync(Version("2", WorkingModels.Slow(2)) with { Rollout = Patient });
            await space.UntilAsync("model", "a first share", node => Phase(node) == "Baking", TimeSpan.FromSeconds(90));
            (await NodesAsync(space)).Order().ShouldBe([SecondNode.First, SecondNode.Name]);

            await second.LoseAsync();
            await SecondNode.UncordonFirstAsync();
            var phases = new HashSet<string>(StringComparer.Ordinal);
            await space.UntilAsync(
                "model",
                "version 2",
                node =>
                {
                    phases.Add(Phase(node) ?? "");
                    return IsSettled(node, "2");
                },
                TimeSpan.FromMinutes(4));
            await UntilMoreAsync(traffic, "2");

            phases.ShouldNotContain("Aborting");
            phases.ShouldNotContain("Aborted");
            var report = await traffic.StopAsync();
            Output.WriteLine(report.Describe());
            report.Failures.ShouldBeEmpty();
        });

    /// <summary>The nodes of the replicas that are ready and stay.</summary>
    private static async Task<IEnumerable<string>> NodesAsync(TestNamespace space) =>
        (await space.ReadyPodsAsync("model")).Select(pod => (string)pod["spec"]!["nodeName"]!);
}
