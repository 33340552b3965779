using Slipway.EndToEnd.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;
using Slipway.Tests.Support.Traffic;
using Xunit.Abstractions;

namespace Slipway.EndToEnd.Scaling;

/// <summary>Replicas follow the requests, or somebody else's wishes.</summary>
public sealed class ScalingTests(ClusterFixture cluster, GatewayInstallation gateway, ITestOutputHelper output)
    : ClusterTests(cluster, output), IClassFixture<GatewayInstallation>
{
    private const int Rounds = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public Task From_zero_a_hundred_first_requests_are_answered_a_second_after_a_bare_pod_would_be() =>
        InNamespaceAsync(async space =>
        {
            await space.ApplyAsync(Classifier with { More = "  autoscaling: {minReplicas: 0, maxReplicas: 2, scaleToZeroAfter: 10s}" });
            await space.WaitReadyAsync("ocr");
            using var bare = new BarePod();
            var (body, uri) = (Body(InputTensor.Random("x", 1, 1, 3, 8, 16)), gateway.InferUri(space.Name, "ocr"));
            var pod = await bare.FindAsync((string)(await space.PodsAsync("ocr"))[0]["metadata"]!["name"]!, space.Name);
            var later = new List<double>();

            for (var round = 0; round < Rounds; round++)
            {
                await space.UntilAsync("ocr", "no replica", node => (int?)node["status"]?["replicas"] == 0, Patience);
                var alone = await bare.StartAsync(pod!, "ocr", body);
                var answers = await Burst.SendAsync(uri, body, 100);
                later.Add((answers[0] - alone).TotalSeconds);
                Output.WriteLine($"bare pod {alone.TotalSeconds:0.00} s; first answer from zero {answers[0].TotalSeconds:0.00} s, last of 100 {answers[^1].TotalSeconds:0.00} s");
            }

            // Whatever else the machine does makes single rounds slower; none makes one faster.
            later.Min().ShouldBeLessThanOrEqualTo(1.0);
            later.Max().ShouldBeLessThanOrEqualTo(10.0);
        });

    [Fact]
    public Task More_requests_bring_more_replicas_and_none_is_lost() =>
        InNamespaceAsync(async space =>
        {
            await space.ApplyAsync(Recognizer with { More = "  autoscaling: {maxReplicas: 3, target: {concurrency: 1}}" });
            await space.WaitReadyAsync("ocr");
            var options = new TrafficOptions(gateway.InferUri(space.Name, "ocr"), Body(InputTensor.Random("x", 2, 1, 3, 48, 64)));
            await using var trickle = TrafficDriver.Start(options with { Workers = 1, Pause = TimeSpan.FromMilliseconds(500) });
            await Eventually.TrueAsync(() => trickle.Count("ok") > 5, "answers");

            await using var load = TrafficDriver.Start(options with { Workers = 6, Pause = TimeSpan.FromMilliseconds(1), RequestTimeout = TimeSpan.FromSeconds(30) });
            var node = await space.UntilAsync("ocr", "three ready replicas", found => (int?)found["status"]?["readyReplicas"] == 3, Patience);

            Output.WriteLine(Kubectl.Show(node["status"]!["scaling"]));
            ((int?)node["status"]!["scaling"]!["target"]).ShouldBe(3);
            node["status"]!["scaling"]!["reasons"]!.AsArray().ShouldNotBeEmpty();
            TestNamespace.Condition(node, "Ready").Status.ShouldBe("True");
            ((int?)node["metadata"]!["generation"]).ShouldBe(1, "the spec is never edited");
            foreach (var report in new[] { await load.StopAsync(), await trickle.StopAsync() })
            {
                Output.WriteLine(report.Describe());
                report.Failures.ShouldBeEmpty();
            }
        });

    [Fact]
    public Task A_horizontal_pod_autoscaler_sets_the_replicas_of_class_external() =>
        InNamespaceAsync(async space =>
        {
            var manifest = Classifier with { More = "  autoscaling: {class: External}" };
            await space.ApplyAsync(manifest);
            await space.WaitReadyAsync("ocr");

            await Kubectl.ApplyAsync(space.Name, HorizontalPodAutoscaler(2, 3));
            await UntilReadyReplicasAsync(space, 2);
            await space.ApplyAsync(manifest);
            (await Kubectl.RunAsync("get", "hpa", "ocr", "-n", space.Name, "-o", "jsonpath={.status.desiredReplicas}")).Trim().ShouldBe("2");
            ((int?)(await space.GetAsync("ocr"))["spec"]!["replicas"]).ShouldBe(2, "applying the file again changes nothing");

            await Kubectl.ApplyAsync(space.Name, HorizontalPodAutoscaler(1, 1));
            await UntilReadyReplicasAsync(space, 1);
        });

    private ModelManifest Classifier => new("ocr", Cluster.ModelUri(Path.GetFileName(RealModels.OcrClassifier)));

    private ModelManifest Recognizer => new("ocr", Cluster.ModelUri(Path.GetFileName(RealModels.OcrRecognizer)));

    private static async Task UntilReadyReplicasAsync(TestNamespace space, int count) =>
        await space.UntilAsync(
            "ocr",
            $"{count} replicas",
            node => (int?)node["spec"]!["replicas"] == count && (int?)node["status"]?["readyReplicas"] == count && (int?)node["status"]?["replicas"] == count,
            Patience);

    private static string HorizontalPodAutoscaler(int least, int most) => $$"""
        apiVersion: autoscaling/v1
        kind: HorizontalPodAutoscaler
        metadata: {name: ocr}
        spec:
          scaleTargetRef: {apiVersion: slipway.dev/v1alpha1, kind: ModelDeployment, name: ocr}
          minReplicas: {{least}}
          maxReplicas: {{most}}
        """;

    private static string Body(InputTensor input) => ModelClient.Request(input).ToJsonString();
}
