namespace Slipway.Kubernetes.Configuration;

/// <summary>Turns a context of a kubeconfig into a client's configuration.</summary>
internal static class KubeconfigResolver
{
    /// <exception cref="KubernetesConfigurationException">A name is missing or unknown, or fields contradict each other.</exception>
    public static KubernetesClientConfiguration Resolve(Kubeconfig kubeconfig, string? context)
    {
        var contextName = context ?? kubeconfig.CurrentContext
            ?? throw new KubernetesConfigurationException($"{kubeconfig.Source}: current-context is not set; {Choice(kubeconfig.Contexts)}.");
        var chosen = Find(kubeconfig.Contexts, contextName, "context", kubeconfig.Source);
        var clusterName = chosen.Text("cluster") ?? throw new KubernetesConfigurationException($"{chosen.Description} names no cluster.");
        var cluster = Find(kubeconfig.Clusters, clusterName, "cluster", chosen.Description);
        var user = chosen.Text("user") is { } userName ? Find(kubeconfig.Users, userName, "user", chosen.Description) : null;

        var server = ServerOf(cluster);
        var trust = TrustOf(cluster);
        var proxy = ProxyOf(cluster);
        return new KubernetesClientConfiguration
        {
            Server = server,
            Namespace = chosen.Text("namespace") ?? "default",
            Source = $"{kubeconfig.Source}, context {contextName}",
            Trust = trust,
            User = user is null ? KubernetesUser.Anonymous : KubeconfigUsers.Read(user, cluster),
            Proxy = proxy,
        };
    }

    private static KubeconfigEntry Find(IReadOnlyDictionary<string, KubeconfigEntry> entries, string name, string kind, string source) =>
        entries.TryGetValue(name, out var entry)
            ? entry
            : throw new KubernetesConfigurationException($"{source}: there is no {kind} \"{name}\"; {Choice(entries)}.");

    private static string Choice(IReadOnlyDictionary<string, KubeconfigEntry> entries) =>
        entries.Count == 0 ? "there are none" : $"there are: {string.Join(", ", entries.Keys.Order(StringComparer.Ordinal))}";

    private static Uri ServerOf(KubeconfigEntry cluster)
    {
        var text = cluster.Text("server") ?? throw new KubernetesConfigurationException($"{cluster.Description} has no server.");
        if (!text.Contains("://", StringComparison.Ordinal))
            text = (TrustOf(cluster) == ServerTrust.System ? "http://" : "https://") + text;
        return Uri.TryCreate(text, UriKind.Absolute, out var server) && server.Scheme is "http" or "https"
            ? server!
            : throw new KubernetesConfigurationException($"{cluster.Description}: server \"{text}\" is not an http or https address.");
    }

    private static ServerTrust TrustOf(KubeconfigEntry cluster)
    {
        var trust = new ServerTrust
        {
            CertificateAuthorityPem = cluster.DecodedText("certificate-authority-data"),
            CertificateAuthorityFile = cluster.FilePath("certificate-authority"),
            ServerName = cluster.Text("tls-server-name"),
            Insecure = cluster.Flag("insecure-skip-tls-verify"),
        };
        if (trust.Insecure && (trust.CertificateAuthorityPem ?? trust.CertificateAuthorityFile) is not null)
        {
            throw new KubernetesConfigurationException(
                $"{cluster.Description}: a certificate authority and insecure-skip-tls-verify exclude each other.");
        }

        return trust;
    }

    private static Uri? ProxyOf(KubeconfigEntry cluster)
    {
        if (cluster.Text("proxy-url") is not { } text)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var proxy) && proxy.Scheme is "http" or "https" or "socks5"
            ? proxy
            : throw new KubernetesConfigurationException($"{cluster.Description}: proxy-url must be an http, https or socks5 address.");
    }
}
