namespace Slipway.Kubernetes.Configuration;

/// <summary>Describes a cluster of a kubeconfig to an exec plugin.</summary>
internal static class ExecClusters
{
    private const string ExtensionName = "client.authentication.k8s.io/exec";

    public static ExecCluster Describe(KubeconfigEntry cluster) => new(cluster.Text("server") ?? "")
    {
        TlsServerName = cluster.Text("tls-server-name"),
        Insecure = cluster.Flag("insecure-skip-tls-verify"),
        CertificateAuthorityData = AuthorityData(cluster),
        ProxyUrl = cluster.Text("proxy-url"),
        ConfigJson = ExtensionJson(cluster),
    };

    private static string? AuthorityData(KubeconfigEntry cluster)
    {
        if (cluster.Text("certificate-authority-data") is { } data)
            return data;
        return cluster.FilePath("certificate-authority") is { } file && File.Exists(file) ? Convert.ToBase64String(File.ReadAllBytes(file)) : null;
    }

    private static string? ExtensionJson(KubeconfigEntry cluster)
    {
        var extension = YamlFields.Maps(cluster.Fields, "extensions", cluster.Description)
            .FirstOrDefault(item => YamlFields.Text(item, "name", cluster.Description) == ExtensionName);
        return extension is not null && YamlFields.Find(extension, "extension") is { } node ? YamlJson.Write(node) : null;
    }
}
