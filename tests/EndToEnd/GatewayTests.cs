using System.Text.Json.Nodes;
using Slipway.EndToEnd.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;
using Slipway.Tests.Support.Traffic;
using Xunit.Abstractions;

namespace Slipway.EndToEnd;

/// <summary>The chart with its gateway, and what only a gateway makes possible.</summary>
public sealed class GatewayTests(ClusterFixture cluster, GatewayInstallation gateway, ITestOutputHelper output)
    : ClusterTests(cluster, output), IClassFixture<GatewayInstallation>
{
    private const string Canary = """
          rollout:
            strategy: Canary
            scaleDownDelay: 3s
            progressDeadline: 60s
            steps: [{weight: 20, bake: 5s}, {weight: 50, bake: 5s}]
            analysis: {interval: 5s, minRequests: 20, metrics: [{name: ErrorRate, max: 1%}]}
        """;

    [Fact]
    public Task A_canary_takes_over_step_by_step_without_a_failed_request() =>
        InNamespaceAsync(async space =>
        {
            await space.ApplyAsync(Classifier("1"));
            await space.WaitReadyAsync("ocr");
            ((string?)(await space.GetAsync("ocr"))["status"]!["url"]).ShouldBe($"http://slipway-gateway.slipway-system/{space.Name}/ocr");
            await using var traffic = StartTraffic(space.Name);
            await Eventually.TrueAsync(() => traffic.Count("1") > 50, "answers of version 1");

            await space.ApplyAsync(Classifier("2"));
            await space.UntilAsync("ocr", "a share of 20 %", node => (int?)node["status"]?["rollout"]?["weight"] == 20, TimeSpan.FromSeconds(60));
            await Eventually.TrueAsync(() => traffic.Count("2") > 5, "answers of version 2");
            await space.UntilAsync("ocr", "version 2", node => IsSettled(node, "2"), TimeSpan.FromSeconds(120));
            var answered = traffic.Count("2");
            await Eventually.TrueAsync(() => traffic.Count("2") > answered + 50, "more answers of version 2");

            var report = await traffic.StopAsync();
            Output.WriteLine(report.Describe());
            report.Failures.ShouldBeEmpty();
        });

    [Fact]
    public Task Row_31_a_version_with_other_inputs_is_refused_before_it_gets_traffic() =>
        InNamespaceAsync(async space =>
        {
            await space.ApplyAsync(Classifier("1"));
            await space.WaitReadyAsync("ocr");
            await using var traffic = StartTraffic(space.Name);

            await space.ApplyAsync(Classifier("2") with { Uri = Cluster.ModelUri(Path.GetFileName(RealModels.SpeechActivity)) });
            var node = await space.UntilNotReadyAsync("ocr", "SignatureMismatch");
            await Eventually.TrueAsync(() => traffic.Count("1") > 50, "answers of version 1");

            TestNamespace.Condition(node, "Stalled").Status.ShouldBe("True");
            ((string?)node["spec"]!["model"]!["version"]).ShouldBe("2", "the spec is never edited");
            var report = await traffic.StopAsync();
            report.Failures.ShouldBeEmpty();
            traffic.Count("2").ShouldBe(0);
        });

    private ModelManifest Classifier(string version) =>
        new("ocr", Cluster.ModelUri(Path.GetFileName(RealModels.OcrClassifier))) { Version = version, Rollout = Canary };

    private static bool IsSettled(JsonNode node, string version) =>
        (string?)node["status"]?["version"] == version && TestNamespace.Condition(node, "Ready").Status == "True";

    private TrafficDriver StartTraffic(string space)
    {
        var body = ModelClient.Request(InputTensor.Random("x", 1, 1, 3, 8, 16)).ToJsonString();
        return TrafficDriver.Start(new TrafficOptions(gateway.InferUri(space, "ocr"), body) { Label = ModelClient.VersionIn });
    }
}
