namespace Slipway.Kubernetes.Leadership;

/// <summary>What a pod knows of itself.</summary>
internal static class PodEnvironment
{
    private const string NamespaceFile = "/var/run/secrets/kubernetes.io/serviceaccount/namespace";

    /// <summary>POD_NAME, or the machine's name, and something random: two processes never have the same identity.</summary>
    public static string NewIdentity() =>
        $"{NotEmpty(Environment.GetEnvironmentVariable("POD_NAME")) ?? Environment.MachineName}_{Guid.NewGuid():N}";

    /// <summary>POD_NAMESPACE, or the service account's namespace; null outside a cluster.</summary>
    public static string? Namespace() =>
        NotEmpty(Environment.GetEnvironmentVariable("POD_NAMESPACE"))
        ?? (File.Exists(NamespaceFile) ? NotEmpty(File.ReadAllText(NamespaceFile).Trim()) : null);

    private static string? NotEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
