using System.Text;
using System.Text.Json;
using Slipway.Kubernetes.Configuration;

namespace Slipway.Kubernetes.Client.Credentials;

/// <summary>Writes KUBERNETES_EXEC_INFO, which tells a plugin what it is run for.</summary>
internal static class ExecInfo
{
    public static string Write(ExecPlugin plugin)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", "ExecCredential");
            writer.WriteString("apiVersion", plugin.ApiVersion);
            writer.WriteStartObject("spec");
            writer.WriteBoolean("interactive", false);
            if (plugin.Cluster is { } cluster)
                WriteCluster(writer, cluster);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteCluster(Utf8JsonWriter writer, ExecCluster cluster)
    {
        writer.WriteStartObject("cluster");
        writer.WriteString("server", cluster.Server);
        if (cluster.TlsServerName is { } name)
            writer.WriteString("tls-server-name", name);
        if (cluster.Insecure)
            writer.WriteBoolean("insecure-skip-tls-verify", true);
        if (cluster.CertificateAuthorityData is { } authority)
            writer.WriteString("certificate-authority-data", authority);
        if (cluster.ProxyUrl is { } proxy)
            writer.WriteString("proxy-url", proxy);
        if (cluster.ConfigJson is { } config)
        {
            writer.WritePropertyName("config");
            writer.WriteRawValue(config);
        }

        writer.WriteEndObject();
    }
}
