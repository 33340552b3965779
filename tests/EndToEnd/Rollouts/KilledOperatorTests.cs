using Slipway.Api;
using Slipway.EndToEnd.Harness;
using Slipway.Kubernetes.Client;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;
using Xunit.Abstractions;

namespace Slipway.EndToEnd.Rollouts;

/// <summary>A rollout goes on where it was, whoever dies at whatever moment.</summary>
public sealed class KilledOperatorTests(ClusterFixture cluster, GatewayInstallation gateway, ITestOutputHelper output)
    : RolloutTests(cluster, gateway, output)
{
    private const string Manager = "app.kubernetes.io/name=slipway,app.kubernetes.io/component=manager";

    private const string Gateway = "app.kubernetes.io/name=slipway,app.kubernetes.io/component=gateway";

    /// <summary>The phases of a rollout that last long enough to be seen, in the order in which a good one goes through them.</summary>
    private static readonly string[] OfGood = ["ScalingCanary", "Shifting", "Baking", "Promoting", "PostBake"];

    [Fact]
    public Task The_operator_and_a_gateway_end_in_every_phase_and_no_request_is_lost() =>
        InNamespaceAsync(async space =>
        {
            await using var traffic = await ServeAsync(space, Version("1"));
            using var client = ApiClient.New();
            var version = 1;
            foreach (var phase in OfGood)
            {
                await space.ApplyAsync(Version($"{++version}", WorkingModels.Slow(version)));
                await EndBothAsync(client, space.Name, phase);
                await space.UntilAsync("model", $"version {version}", node => IsSettled(node, $"{version}"), TimeSpan.FromSeconds(120));
                await UntilMoreAsync(traffic, $"{version}");
                Output.WriteLine($"{traffic.Elapsed.TotalSeconds:0} s: ended in {phase}, version {version} serves");
            }

            var report = await traffic.StopAsync();
            Output.WriteLine(report.Describe());
            report.Failures.ShouldBeEmpty();
        });

    [Fact]
    public Task A_bad_version_is_taken_back_by_the_operator_that_comes_next() =>
        InNamespaceAsync(async space =>
        {
            await using var traffic = await ServeAsync(space, Version("1"));
            using var client = ApiClient.New();
            await space.ApplyAsync(Version("2", BrokenModels.FailsFromOneOn()));

            await EndBothAsync(client, space.Name, "Aborting");
            await space.UntilAsync("model", "a rollout that is given up", node => Phase(node) == "Aborted", TimeSpan.FromSeconds(90));
            var failed = traffic.Failures;
            await UntilMoreAsync(traffic, "1");

            traffic.Failures.ShouldBe(failed, "nothing goes to a version that was given up");
            ((string?)(await space.GetAsync("model"))["status"]!["version"]).ShouldBe("1");
        });

    /// <summary>Waits for the phase, and ends the operator at once and one gateway as an upgrade does.</summary>
    private static async Task EndBothAsync(KubernetesClient client, string space, string phase)
    {
        await Eventually.TrueAsync(
            async () => (await client.GetAsync<ModelDeployment>("model", space, CancellationToken.None))?.Status.Rollout?.Phase == phase,
            phase,
            TimeSpan.FromSeconds(90));
        var pods = await Kubectl.ListAsync(Helm.Namespace, "pods", Gateway);
        await Task.WhenAll(
            Kubectl.RunAsync("delete", "pods", "-n", Helm.Namespace, "-l", Manager, "--grace-period=0", "--force"),
            Kubectl.RunAsync("delete", "pod", (string)pods[0]["metadata"]!["name"]!, "-n", Helm.Namespace, "--wait=false"));
    }
}
