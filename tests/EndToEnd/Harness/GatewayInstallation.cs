using Slipway.Tests.Support;

namespace Slipway.EndToEnd.Harness;

/// <summary>The chart with its gateway, for all tests of a class; after them the gateway is taken away again.</summary>
public sealed class GatewayInstallation(ClusterFixture cluster) : IAsyncLifetime
{
    private string address = "";

    /// <summary>Where inference requests for a model go.</summary>
    public Uri InferUri(string @namespace, string model) => new($"http://{address}/{@namespace}/{model}/v2/models/{model}/infer");

    /// <summary>Where gRPC inference requests go, whichever the model.</summary>
    public Uri GrpcInferUri => new($"http://{address}:9000/inference.GRPCInferenceService/ModelInfer");

    /// <summary>Has all gateways replaced by new ones, as an upgrade does.</summary>
    public Task ReplaceAllAsync() =>
        Helm.InstallAsync(cluster.Settings, "--set", "gateway.enabled=true", "--set-string", $"podAnnotations.replaced={Guid.NewGuid():n}");

    /// <summary>Waits until no gateway has routes that may be old, as after an outage of the API server.</summary>
    public static Task UntilAllFollowAsync() => Eventually.TrueAsync(
        async () =>
        {
            foreach (var pod in await Helm.PodsAsync(Helm.Gateway))
            {
                var page = $"/api/v1/namespaces/{Helm.Namespace}/pods/{pod["metadata"]!["name"]}:9090/proxy/readyz";
                if ((await Kubectl.TryAsync("get", "--raw", page)).Output.Trim() != "ok")
                    return false;
            }
            return true;
        },
        "all gateways to follow the API server",
        TimeSpan.FromSeconds(100));

    public async Task InitializeAsync()
    {
        await Helm.InstallAsync(cluster.Settings, "--set", "gateway.enabled=true");
        var service = await Kubectl.FindAsync(Helm.Namespace, "service", "slipway-gateway");
        address = (string)service!["spec"]!["clusterIP"]!;
    }

    public Task DisposeAsync() => Helm.InstallAsync(cluster.Settings);
}
