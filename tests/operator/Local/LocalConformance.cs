using Slipway.Conformance;
using Slipway.Kubernetes.Client;
using Slipway.Local.Client;
using Slipway.Local.Store;

namespace Slipway.Local.Tests;

/// <summary>The suite that the real API server passes, on the store.</summary>
public sealed class LocalConformance : ApiConformance
{
    private readonly ObjectStore store = new();

    public LocalConformance() => Client = new LocalKubernetesClient(store);

    protected override IKubernetesClient Client { get; }

    protected override async Task<string> ExpiredVersionAsync()
    {
        var version = (await CreateConfigMapAsync("before-compaction")).Metadata.ResourceVersion!;
        await CreateConfigMapAsync("after-compaction");
        store.ForgetHistory();
        return version;
    }
}
