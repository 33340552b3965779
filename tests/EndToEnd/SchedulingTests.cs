using Slipway.EndToEnd.Harness;
using Slipway.Tests.Support.Models;
using Xunit.Abstractions;

namespace Slipway.EndToEnd;

public sealed class SchedulingTests(ClusterFixture cluster, ITestOutputHelper output) : ClusterTests(cluster, output)
{
    [Fact]
    public Task The_fifth_pod_on_four_gpus_is_reported_as_waiting_for_a_gpu() =>
        InNamespaceAsync(async space =>
        {
            await Gpus.UntilFreeAsync();
            await space.ApplyAsync(Classifier with { Replicas = 5, Gpus = 1 });

            var node = await space.UntilAsync(
                "ocr",
                "four ready, WaitingForGPU",
                found => (int?)found["status"]?["readyReplicas"] == 4 && TestNamespace.Condition(found, "Ready").Reason == "WaitingForGPU",
                TimeSpan.FromSeconds(90));

            var ready = TestNamespace.Condition(node, "Ready");
            ready.Status.ShouldBe("False");
            ready.Message.ShouldContain("Insufficient nvidia.com/gpu");
            TestNamespace.Condition(node, "Available").Status.ShouldBe("True");
            (await Kubectl.RunAsync("get", "events", "-n", space.Name, "--field-selector", "reason=WaitingForGPU")).ShouldContain("ocr");

            await Kubectl.RunAsync("scale", "modeldeployment/ocr", "-n", space.Name, "--replicas=4");
            await space.WaitReadyAsync("ocr");
        });

    [Fact]
    public Task The_pod_asks_the_scheduler_for_the_gpus_of_the_spec() =>
        InNamespaceAsync(async space =>
        {
            await Gpus.UntilFreeAsync();
            await space.ApplyAsync(Classifier with { Gpus = 2 });
            await space.WaitReadyAsync("ocr");

            var pod = (await space.PodsAsync("ocr")).ShouldHaveSingleItem();
            ((string?)pod["spec"]!["containers"]![0]!["resources"]!["limits"]!["nvidia.com/gpu"]).ShouldBe("2");
        });

    [Fact]
    public Task A_quota_that_is_exhausted_is_named_with_its_text() =>
        InNamespaceAsync(async space =>
        {
            await Kubectl.RunAsync("create", "quota", "tight", "-n", space.Name, "--hard=pods=1");
            await space.ApplyAsync(Classifier with { Replicas = 2 });

            var node = await space.UntilNotReadyAsync("ocr", "QuotaExceeded");

            TestNamespace.Condition(node, "Ready").Message.ShouldContain("tight");
            await Kubectl.RunAsync("delete", "quota", "tight", "-n", space.Name);
            await space.WaitReadyAsync("ocr", seconds: 120);
        });

    [Fact]
    public Task Kubectl_scale_sets_the_replicas_and_nothing_puts_them_back() =>
        InNamespaceAsync(async space =>
        {
            await space.ApplyAsync(Classifier);
            await space.WaitReadyAsync("ocr");

            await Kubectl.RunAsync("scale", "modeldeployment/ocr", "-n", space.Name, "--replicas=3");
            var three = await space.UntilAsync("ocr", "3 ready", node => (int?)node["status"]?["readyReplicas"] == 3);
            TestNamespace.Condition(three, "Ready").Status.ShouldBe("True");

            await Kubectl.RunAsync("scale", "modeldeployment/ocr", "-n", space.Name, "--replicas=0");
            var none = await space.UntilAsync("ocr", "0 replicas", node => (int?)node["status"]?["replicas"] == 0 && TestNamespace.IsObserved(node));
            ((int?)none["spec"]!["replicas"]).ShouldBe(0);
        });

    private ModelManifest Classifier => new("ocr", Cluster.ModelUri(Path.GetFileName(RealModels.OcrClassifier)));
}
