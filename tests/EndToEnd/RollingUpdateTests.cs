using Slipway.EndToEnd.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;
using Slipway.Tests.Support.Traffic;
using Xunit.Abstractions;

namespace Slipway.EndToEnd;

public sealed class RollingUpdateTests(ClusterFixture cluster, ITestOutputHelper output) : ClusterTests(cluster, output)
{
    [Fact]
    public Task A_new_version_takes_over_without_a_failed_request() =>
        InNamespaceAsync(async space =>
        {
            await space.ApplyAsync(Classifier("1") with { Replicas = 2 });
            await space.WaitReadyAsync("ocr");
            await using var traffic = await StartTrafficAsync(space);
            await Eventually.TrueAsync(() => traffic.Count("1") > 50, "answers of version 1");

            await space.ApplyAsync(Classifier("2") with { Replicas = 2 });
            await Eventually.TrueAsync(() => traffic.Count("2") > 50, "answers of version 2", TimeSpan.FromSeconds(60));
            await UntilRetiredAsync(space, versions: 1);
            // Connections that stay open are served by the old pods until those have drained.
            await Eventually.TrueAsync(async () => (await space.PodsAsync("ocr")).Count(Pods.Runs) == 2, "the old pods to end", TimeSpan.FromSeconds(60));
            var settled = traffic.Elapsed;
            var answered = traffic.Count("2");
            await Eventually.TrueAsync(() => traffic.Count("2") > answered + 50, "more answers of version 2");

            var report = await traffic.StopAsync();
            Output.WriteLine(report.Describe());
            report.Failures.ShouldBeEmpty();
            report.Between(settled, TimeSpan.MaxValue).Count("1").ShouldBe(0);
            ((string?)(await space.GetAsync("ocr"))["status"]!["version"]).ShouldBe("2");
        });

    [Fact]
    public Task An_operator_killed_in_the_middle_of_an_update_finishes_it_when_it_is_back() =>
        InNamespaceAsync(async space =>
        {
            await space.ApplyAsync(Classifier("1"));
            await space.WaitReadyAsync("ocr");
            await using var traffic = await StartTrafficAsync(space);

            await space.ApplyAsync(Classifier("2"));
            await Eventually.TrueAsync(async () => (await space.PodsAsync("ocr")).Count > 1, "a pod of version 2");
            await Kubectl.RunAsync("delete", "pods", "-n", Helm.Namespace, "-l", Helm.Manager, "--grace-period=0", "--force");
            await Eventually.TrueAsync(() => traffic.Count("2") > 20, "answers of version 2", TimeSpan.FromSeconds(90));
            await UntilRetiredAsync(space, versions: 1);

            var report = await traffic.StopAsync();
            Output.WriteLine(report.Describe());
            report.Failures.ShouldBeEmpty();
        });

    [Fact]
    public Task Going_back_in_the_middle_of_an_update_keeps_the_pods_that_serve() =>
        InNamespaceAsync(async space =>
        {
            await space.ApplyAsync(Classifier("1"));
            await space.WaitReadyAsync("ocr");
            var serving = (string?)(await space.PodsAsync("ocr")).ShouldHaveSingleItem()["metadata"]!["uid"];

            await space.ApplyAsync(Classifier("2"));
            await Eventually.TrueAsync(async () => (await space.PodsAsync("ocr")).Count > 1, "a pod of version 2");
            await space.ApplyAsync(Classifier("1"));
            await space.WaitReadyAsync("ocr");
            await UntilRetiredAsync(space, versions: 1);

            var pods = (await space.PodsAsync("ocr")).Where(pod => !Pods.IsDeleted(pod));
            ((string?)pods.ShouldHaveSingleItem()["metadata"]!["uid"]).ShouldBe(serving);
        });

    [Fact]
    public Task Row_22_upgrading_the_operator_restarts_no_model() =>
        InNamespaceAsync(async space =>
        {
            await space.ApplyAsync(Classifier("1"));
            await space.WaitReadyAsync("ocr");
            var before = (string?)(await space.PodsAsync("ocr")).ShouldHaveSingleItem()["metadata"]!["uid"];

            await Helm.InstallAsync(Cluster.Settings, "--set-string", "runtimeImage=registry.local/of-a-later-release:9", "--set-string", "podAnnotations.upgraded=yes");
            await Kubectl.RunAsync("annotate", "modeldeployment/ocr", "-n", space.Name, "touched=yes");
            await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);

            try
            {
                ((string?)(await space.PodsAsync("ocr")).ShouldHaveSingleItem()["metadata"]!["uid"]).ShouldBe(before);
            }
            finally
            {
                await Helm.InstallAsync(Cluster.Settings);
            }
        });

    [Fact]
    public Task Row_20_a_child_that_was_deleted_or_edited_by_hand_is_put_back() =>
        InNamespaceAsync(async space =>
        {
            await space.ApplyAsync(Classifier("1"));
            await space.WaitReadyAsync("ocr");

            await Kubectl.RunAsync("delete", "service", "ocr", "-n", space.Name);
            await Eventually.TrueAsync(async () => await Kubectl.FindAsync(space.Name, "service", "ocr") is not null, "the Service");

            var deployment = (string)(await Kubectl.ListAsync(space.Name, "deployments", "slipway.dev/model=ocr")).ShouldHaveSingleItem()["metadata"]!["name"]!;
            await Kubectl.RunAsync("scale", $"deployment/{deployment}", "-n", space.Name, "--replicas=0");
            await Eventually.TrueAsync(
                async () => (int?)(await Kubectl.FindAsync(space.Name, "deployment", deployment))?["spec"]?["replicas"] == 1,
                "the replicas");
        });

    private ModelManifest Classifier(string version) =>
        new("ocr", Cluster.ModelUri(Path.GetFileName(RealModels.OcrClassifier))) { Version = version };

    private static async Task<TrafficDriver> StartTrafficAsync(TestNamespace space)
    {
        using var client = await space.ClientAsync("ocr");
        var body = ModelClient.Request(InputTensor.Random("x", 1, 1, 3, 8, 16)).ToJsonString();
        return TrafficDriver.Start(new TrafficOptions(client.InferUri, body) { Label = ModelClient.VersionIn });
    }

    private static Task UntilRetiredAsync(TestNamespace space, int versions) =>
        Eventually.TrueAsync(
            async () => (await Kubectl.ListAsync(space.Name, "deployments", "slipway.dev/model=ocr")).Count == versions,
            "the old version's Deployment to go",
            TimeSpan.FromSeconds(60));
}
