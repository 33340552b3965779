using Slipway.Api;
using Slipway.EndToEnd.Harness;
using Slipway.Kubernetes.Client;
using Slipway.Tests.Support.Models;
using Xunit.Abstractions;

namespace Slipway.EndToEnd.Rollouts;

/// <summary>A rollout goes on where it was, whoever dies at whatever moment.</summary>
public sealed class KilledOperatorTests(ClusterFixture cluster, GatewayInstallation gateway, ITestOutputHelper output)
    : RolloutTests(cluster, gateway, output)
{
    /// <summary>The phases that a good version goes through, in their order.</summary>
    private static readonly string[] OfGood = ["ScalingCanary", "Shifting", "Baking", "Promoting", "PostBake"];

    /// <summary>Those of a version that is tried with copies and judged, and waits for a person's word.</summary>
    private static readonly string[] OfWatched = ["WaitingForCapacity", "Warmup", "Shadow", "Analyzing", "Paused"];

    [Fact]
    public Task The_operator_and_a_gateway_end_in_every_phase_and_no_request_is_lost() =>
        WalkAsync(OfGood, version => Version($"{version}", WorkingModels.Slow(version)) with { Replicas = 2 });

    [Fact]
    public Task The_operator_and_a_gateway_end_while_a_version_is_watched_and_no_request_is_lost() =>
        WalkAsync(OfWatched, version => Version($"{version}") with { Rollout = Watched }, async (space, version) =>
        {
            await space.UntilAsync("model", "a step that waits for a person", node => Phase(node) == "Paused", TimeSpan.FromSeconds(120));
            await Kubectl.RunAsync("annotate", "modeldeployment/model", "-n", space.Name, "--overwrite", $"slipway.dev/rollout-action=promote#{version}");
        });

    [Fact]
    public Task They_end_while_one_new_version_makes_way_for_another_and_no_request_is_lost() =>
        InNamespaceAsync(async space =>
        {
            await using var traffic = await ServeAsync(space, Version("1"));
            using var client = ApiClient.New();
            await space.ApplyAsync(Version("2", WorkingModels.Slow(2)));
            await space.UntilAsync("model", "a first share", node => Phase(node) == "Baking", TimeSpan.FromSeconds(90));
            var reached = UntilAsync(client, space.Name, "Superseded");
            await space.ApplyAsync(Version("3", WorkingModels.Slow(3)));
            await reached;

            await EndBothAsync();
            await space.UntilAsync("model", "version 3", node => IsSettled(node, "3"), TimeSpan.FromSeconds(120));
            await UntilMoreAsync(traffic, "3");

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
            var reached = UntilAsync(client, space.Name, "Aborting");
            await space.ApplyAsync(Version("2", BrokenModels.FailsFromOneOn()));
            await reached;

            await EndBothAsync();
            await space.UntilAsync("model", "a rollout that is given up", node => Phase(node) == "Aborted", TimeSpan.FromSeconds(90));
            var failed = traffic.Failures;
            await UntilMoreAsync(traffic, "1");

            await EndBothAsync();
            await space.UntilAsync("model", "still given up", node => Phase(node) == "Aborted", TimeSpan.FromSeconds(10));
            await UntilMoreAsync(traffic, "1");

            traffic.Failures.ShouldBe(failed, "nothing goes to a version that was given up");
            ((string?)(await space.GetAsync("model"))["status"]!["version"]).ShouldBe("1");

            // The next operator leads once the lease of the killed one has run out.
            await space.ApplyAsync(Version("1"));
            await space.UntilAsync(
                "model",
                "version 1, as the spec says again",
                node => TestNamespace.IsObserved(node) && TestNamespace.Condition(node, "Ready").Status == "True",
                TimeSpan.FromSeconds(90));
        });

    /// <summary>A rollout for each phase, in which operator and gateway end; each goes through, and no request fails.</summary>
    /// <param name="phases">The phases, in their order.</param>
    /// <param name="of">The manifest of a version, 1 first.</param>
    /// <param name="help">What a person does for the rollout after they have ended; null: nothing.</param>
    private Task WalkAsync(string[] phases, Func<int, ModelManifest> of, Func<TestNamespace, int, Task>? help = null) =>
        InNamespaceAsync(async space =>
        {
            await using var traffic = await ServeAsync(space, of(1));
            using var client = ApiClient.New();
            var version = 1;
            foreach (var phase in phases)
            {
                var reached = UntilAsync(client, space.Name, phase);
                await space.ApplyAsync(of(++version));
                await reached;
                await EndBothAsync();
                if (help is not null)
                    await help(space, version);
                await space.UntilAsync("model", $"version {version}", node => IsSettled(node, $"{version}"), TimeSpan.FromSeconds(120));
                await UntilMoreAsync(traffic, $"{version}");
                Output.WriteLine($"{traffic.Elapsed.TotalSeconds:0} s: ended in {phase}, version {version} serves");
            }

            var report = await traffic.StopAsync();
            Output.WriteLine(report.Describe());
            report.Failures.ShouldBeEmpty();
        });

    /// <summary>Waits for a phase, which may last for less than a question and an answer take.</summary>
    private static async Task UntilAsync(KubernetesClient client, string space, string phase)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        try
        {
            await foreach (var change in client.WatchAsync<ModelDeployment>(space, new WatchOptions(), limit.Token))
            {
                if (change.Entity.Status.Rollout?.Phase == phase)
                    return;
            }
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"The rollout was never seen in {phase}.", late);
        }
        throw new InvalidOperationException("The API server ended the watch.");
    }

    /// <summary>Ends the operator at once, and one gateway as an upgrade does.</summary>
    private static async Task EndBothAsync()
    {
        var pods = await Helm.PodsAsync(Helm.Gateway);
        await Task.WhenAll(
            Kubectl.RunAsync("delete", "pods", "-n", Helm.Namespace, "-l", Helm.Manager, "--grace-period=0", "--force"),
            Kubectl.RunAsync("delete", "pod", (string)pods[0]["metadata"]!["name"]!, "-n", Helm.Namespace, "--wait=false"));
    }
}
