using Slipway.Kubernetes.Serialization;

namespace Slipway.Api;

/// <summary>Makes our own kinds known to the Kubernetes layer.</summary>
public static class ApiRegistration
{
    /// <summary>Call once at start, before any client is used; calling it again changes nothing.</summary>
    public static void Register() => KubernetesJson.Register(ApiJsonContext.Default);
}
