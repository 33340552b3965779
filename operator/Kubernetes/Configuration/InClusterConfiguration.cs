namespace Slipway.Kubernetes.Configuration;

/// <summary>What every pod with a service account finds in its environment and file system.</summary>
internal static class InClusterConfiguration
{
    /// <summary>The pod's configuration; null outside a cluster.</summary>
    /// <exception cref="KubernetesConfigurationException">The pod has the address of an API server, but no service account token.</exception>
    public static KubernetesClientConfiguration? TryLoad(ProcessEnvironment environment)
    {
        var host = environment.Variable("KUBERNETES_SERVICE_HOST");
        var port = environment.Variable("KUBERNETES_SERVICE_PORT");
        if (string.IsNullOrEmpty(host) || string.IsNullOrEmpty(port))
            return null;

        var token = Path.Combine(environment.ServiceAccountDirectory, "token");
        if (!File.Exists(token))
        {
            throw new KubernetesConfigurationException(
                $"This pod has no service account token ('{token}' does not exist); is automountServiceAccountToken false?");
        }

        var authority = Path.Combine(environment.ServiceAccountDirectory, "ca.crt");
        return new KubernetesClientConfiguration
        {
            Server = Address(host, port),
            Namespace = NamespaceOf(environment),
            Source = "in-cluster",
            Trust = new ServerTrust { CertificateAuthorityFile = File.Exists(authority) ? authority : null },
            User = new KubernetesUser { TokenFile = token },
        };
    }

    private static Uri Address(string host, string port)
    {
        var literal = host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
        return Uri.TryCreate($"https://{literal}:{port}/", UriKind.Absolute, out var address)
            ? address
            : throw new KubernetesConfigurationException($"KUBERNETES_SERVICE_HOST '{host}' and KUBERNETES_SERVICE_PORT '{port}' make no address.");
    }

    private static string NamespaceOf(ProcessEnvironment environment)
    {
        var file = Path.Combine(environment.ServiceAccountDirectory, "namespace");
        var name = environment.Variable("POD_NAMESPACE") ?? (File.Exists(file) ? File.ReadAllText(file).Trim() : null);
        return string.IsNullOrEmpty(name) ? "default" : name;
    }
}
