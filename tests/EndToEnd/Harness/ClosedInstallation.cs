namespace Slipway.EndToEnd.Harness;

/// <summary>The chart with a gateway whose key versions ask for; after the tests of a class it is taken away again.</summary>
public sealed class ClosedInstallation(ClusterFixture cluster) : IAsyncLifetime
{
    private static readonly string[] Closed = ["--set", "gateway.enabled=true", "--set", "gateway.credential.enabled=true"];

    /// <summary>Where the gateway is.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Applies the chart again, as an upgrade does.</summary>
    public Task<string> UpgradeAsync() => Helm.InstallAsync(cluster.Settings, Closed);

    public async Task InitializeAsync()
    {
        await UpgradeAsync();
        var service = await Kubectl.FindAsync(Helm.Namespace, "service", "slipway-gateway");
        Address = new Uri($"http://{(string)service!["spec"]!["clusterIP"]!}");
    }

    public Task DisposeAsync() => Helm.InstallAsync(cluster.Settings);
}
