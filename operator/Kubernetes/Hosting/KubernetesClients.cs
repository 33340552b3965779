using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Hosting;

/// <summary>Keys of the clients that an operator registers.</summary>
public static class KubernetesClients
{
    /// <summary>
    /// Key of the client as it was registered. The unkeyed <see cref="IKubernetesClient"/> of an operator with leader election
    /// refuses to write while this process does not lead.
    /// </summary>
    public const string Unfenced = "unfenced";
}
