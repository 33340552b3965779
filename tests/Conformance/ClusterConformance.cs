using Slipway.Kubernetes.Configuration;

namespace Slipway.Conformance;

/// <summary>
/// The suite on a real API server, whose kubeconfig SLIPWAY_E2E_KUBECONFIG names, or else KUBECONFIG; never what the
/// home directory holds. A test project that has a cluster runs it by deriving a class from it.
/// </summary>
public abstract class ClusterConformance : ApiConformance, IDisposable
{
    private readonly KubernetesClient client = new(KubernetesClientConfiguration.LoadDefault(
        Environment.GetEnvironmentVariable("SLIPWAY_E2E_KUBECONFIG")
        ?? Environment.GetEnvironmentVariable("KUBECONFIG")
        ?? throw new InvalidOperationException("SLIPWAY_E2E_KUBECONFIG must name the kubeconfig of a test cluster.")));

    protected override IKubernetesClient Client => client;

    protected override bool MayKnowWholeHistory => true;

    public void Dispose()
    {
        client.Dispose();
        GC.SuppressFinalize(this);
    }
}
