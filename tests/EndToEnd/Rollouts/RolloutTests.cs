using System.Globalization;
using System.Text.Json.Nodes;
using Slipway.EndToEnd.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;
using Slipway.Tests.Support.Traffic;
using Xunit.Abstractions;

namespace Slipway.EndToEnd.Rollouts;

/// <summary>What tests of canaries have in common: a small model, canary steps, and clients that never pause for long.</summary>
public abstract class RolloutTests(ClusterFixture cluster, GatewayInstallation gateway, ITestOutputHelper output)
    : ClusterTests(cluster, output), IClassFixture<GatewayInstallation>
{
    /// <summary>The first step's share of the requests.</summary>
    protected const int FirstPercent = 20;

    protected static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private const string Request = """{"inputs":[{"name":"x","datatype":"FP32","shape":[1,1],"data":[5]}]}""";

    /// <summary>The lines of spec.rollout: two steps and two metrics, with a verdict at each interval.</summary>
    private static readonly string Canary = string.Create(CultureInfo.InvariantCulture, $$"""
          rollout:
            strategy: Canary
            scaleDownDelay: 5s
            progressDeadline: 3m
            steps: [{weight: {{FirstPercent}}, bake: 10s}, {weight: 50, bake: 5s}]
            analysis:
              interval: {{Interval.TotalSeconds}}s
              minRequests: 20
              metrics: [{name: ErrorRate, max: 1%}, {name: LatencyP95, maxRatioVsStable: 5}]
        """);

    /// <summary>Before that, copies of requests whose answers are compared; after the first step, a person's word.</summary>
    protected static string Watched { get; } = Canary
        .Replace("steps: [", "shadow: {percent: 50, duration: 10s, compareOutputs: {outputs: [{name: 'y', atol: 0.001}]}}\n    steps: [", StringComparison.Ordinal)
        .Replace("bake: 10s}, {weight: 50, bake: 5s}", "bake: 5s, pause: true}", StringComparison.Ordinal);

    /// <summary>A first step that is long enough for a replica to be lost and made anew, and to be judged after that.</summary>
    protected static string Patient { get; } = Canary.Replace("bake: 10s}", "bake: 90s}", StringComparison.Ordinal);

    /// <summary>A version of a model that answers with the sine of its input.</summary>
    protected ModelManifest Version(string version, OnnxModel? model = null)
    {
        var file = $"{GetType().Name}-{version}.onnx";
        return new("model", Cluster.Serve(file, (model ?? WorkingModels.Slow(1)).ToBytes())) { Version = version, Rollout = Canary };
    }

    /// <summary>Applies a first version and sends requests to it that may take <paramref name="patience"/> (default 10 s).</summary>
    protected async Task<TrafficDriver> ServeAsync(TestNamespace space, ModelManifest first, TimeSpan? patience = null)
    {
        await space.ApplyAsync(first);
        await space.WaitReadyAsync("model");
        var traffic = TrafficDriver.Start(new TrafficOptions(gateway.InferUri(space.Name, "model"), Request)
        {
            Limit = TimeSpan.FromMinutes(10),
            Label = ModelClient.VersionIn,
            RequestTimeout = patience ?? TimeSpan.FromSeconds(10),
        });
        await Eventually.TrueAsync(() => traffic.Count(first.Version!) > 50, "answers of the first version");
        return traffic;
    }

    protected static bool IsSettled(JsonNode node, string version) =>
        TestNamespace.IsObserved(node) && (string?)node["status"]?["version"] == version && TestNamespace.Condition(node, "Ready").Status == "True"
        && Phase(node) is null or "Stable";

    protected static string? Phase(JsonNode node) => (string?)node["status"]?["rollout"]?["phase"];

    protected static Task UntilMoreAsync(TrafficDriver traffic, string version)
    {
        var answered = traffic.Count(version);
        return Eventually.TrueAsync(() => traffic.Count(version) > answered + 50, $"more answers of version {version}");
    }
}
