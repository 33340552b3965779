using Slipway.EndToEnd.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;
using Slipway.Tests.Support.Traffic;
using Xunit.Abstractions;

namespace Slipway.EndToEnd;

/// <summary>REST and gRPC clients that never stop, and what may happen to a cluster meanwhile: none of them sees a failure.</summary>
public sealed class ContinuityTests(ClusterFixture cluster, GatewayInstallation gateway, ITestOutputHelper output)
    : ClusterTests(cluster, output), IClassFixture<GatewayInstallation>
{
    private const string Request = """{"inputs":[{"name":"x","datatype":"FP32","shape":[1,1],"data":[5]}]}""";

    [Fact]
    public Task All_gateways_and_the_operator_are_replaced() => UnderTrafficAsync(_ => gateway.ReplaceAllAsync());

    [Fact]
    public Task Replicas_are_killed_one_after_the_other() => UnderTrafficAsync(async space =>
    {
        foreach (var pod in await space.PodsAsync("model"))
        {
            await Kubectl.RunAsync("delete", "pod", (string)pod["metadata"]!["name"]!, "-n", space.Name, "--grace-period=0", "--force");
            await UntilTwoReadyAsync(space);
        }
    });

    [Fact]
    [Trait("Category", "OwnControlPlane")]
    public Task Another_runtime_image_takes_over() => UnderTrafficAsync(async space =>
    {
        const string Image = "registry.local/slipway-runtime:by-another-name";
        await ControlPlane.TagImageAsync(Cluster.Settings.RuntimeImage, Image);

        await Kubectl.RunAsync("patch", "modeldeployment/model", "-n", space.Name, "--type=merge", "-p", $$"""{"spec": {"runtime": {"image": "{{Image}}"} } }""");

        await space.WaitReadyAsync("model", 120);
        await Eventually.TrueAsync(
            async () => (await space.ReadyPodsAsync("model")).TrueForAll(pod => (string?)pod["spec"]!["containers"]![0]!["image"] == Image),
            "only replicas of the other image",
            TimeSpan.FromSeconds(60));
    });

    // What kubectl drain does with each pod of a node: it asks again when the budget forbids it.
    [Fact]
    public Task Row_11_replicas_are_evicted_no_faster_than_others_are_ready() => UnderTrafficAsync(async space =>
    {
        await Eventually.TrueAsync(
            async () => (int?)(await Kubectl.FindAsync(space.Name, "poddisruptionbudget", "model"))?["status"]?["disruptionsAllowed"] == 1, "the budget to be known");
        var pods = await space.PodsAsync("model");
        (await Kubectl.TryEvictAsync(space.Name, (string)pods[0]["metadata"]!["name"]!)).ExitCode.ShouldBe(0);
        var second = await Kubectl.TryEvictAsync(space.Name, (string)pods[1]["metadata"]!["name"]!);
        second.Errors.ShouldContain("disruption budget");
        await Eventually.TrueAsync(
            async () => (await Kubectl.TryEvictAsync(space.Name, (string)pods[1]["metadata"]!["name"]!)).ExitCode == 0, "another replica to be ready", TimeSpan.FromSeconds(60));
        await UntilTwoReadyAsync(space);
    });

    // faults.md row 1; only where the control plane is ours to stop.
    [Fact]
    [Trait("Category", "OwnControlPlane")]
    public Task Row_01_the_API_server_is_down_for_a_minute() => UnderTrafficAsync(async space =>
    {
        var before = (await space.PodsAsync("model")).Select(pod => (string)pod["metadata"]!["uid"]!).ToList();
        await ControlPlane.OutageAsync(TimeSpan.FromSeconds(60));

        await Eventually.TrueAsync(
            async () => (await Kubectl.TryAsync("scale", "modeldeployment/model", "-n", space.Name, "--replicas=3")).ExitCode == 0,
            "the API server",
            TimeSpan.FromSeconds(30));
        await space.UntilAsync("model", "3 ready", node => (int?)node["status"]?["readyReplicas"] == 3, TimeSpan.FromSeconds(60));
        await GatewayInstallation.UntilAllFollowAsync();
        before.ShouldBeSubsetOf((await space.PodsAsync("model")).Select(pod => (string)pod["metadata"]!["uid"]!));
    });

    private Task UnderTrafficAsync(Func<TestNamespace, Task> happens) => InNamespaceAsync(async space =>
    {
        var uri = Cluster.Serve("sine.onnx", WorkingModels.Slow(1).ToBytes());
        await space.ApplyAsync(new ModelManifest("model", uri) { Version = "1", Replicas = 2 });
        await space.WaitReadyAsync("model");
        var options = new TrafficOptions(gateway.InferUri(space.Name, "model"), Request) { Workers = 2, RequestTimeout = TimeSpan.FromSeconds(60), Limit = TimeSpan.FromMinutes(10) };
        await using var rest = TrafficDriver.Start(options);
        await using var grpc = TrafficDriver.Start(options with
        {
            Target = gateway.GrpcInferUri,
            GrpcMessage = GrpcInferMessage.Of("model", 5),
            Headers = new Dictionary<string, string> { ["slipway-namespace"] = space.Name },
        });
        await UntilMoreAsync(rest, grpc);

        await happens(space);
        await UntilMoreAsync(rest, grpc);

        foreach (var report in new[] { await rest.StopAsync(), await grpc.StopAsync() })
        {
            Output.WriteLine(report.Describe());
            report.Failures.ShouldBeEmpty();
        }
    });

    private static async Task UntilMoreAsync(params TrafficDriver[] drivers)
    {
        foreach (var driver in drivers)
        {
            var answered = driver.Count("ok");
            await Eventually.TrueAsync(() => driver.Count("ok") > answered + 50, "more answers", TimeSpan.FromSeconds(30));
        }
    }

    private static Task UntilTwoReadyAsync(TestNamespace space) => Eventually.TrueAsync(
        async () => (await space.ReadyPodsAsync("model")).Count >= 2, "two ready replicas", TimeSpan.FromSeconds(60));
}
