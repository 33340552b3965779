using Slipway.Api;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Configuration;

namespace Slipway.EndToEnd.Harness;

/// <summary>Our own client, for tests that look more often than kubectl can.</summary>
internal static class ApiClient
{
    static ApiClient() => ApiRegistration.Register();

    /// <summary>For the cluster that kubectl talks to.</summary>
    public static KubernetesClient New() => new(KubernetesClientConfiguration.LoadDefault(Environment.GetEnvironmentVariable("KUBECONFIG")));
}
