using System.Text.Json;
using Slipway.Kubernetes.Configuration;

namespace Slipway.Kubernetes.Client.Credentials;

/// <summary>What an exec plugin printed.</summary>
/// <param name="Credential">Token, certificate, or both.</param>
/// <param name="ExpiresAt">Null: good until the server rejects it.</param>
internal sealed record ExecCredential(Credential Credential, DateTimeOffset? ExpiresAt)
{
    public bool HasExpired(DateTimeOffset now) => ExpiresAt <= now;

    /// <exception cref="KubernetesConfigurationException">The output is no usable ExecCredential of the plugin's version.</exception>
    public static ExecCredential Parse(string output, ExecPlugin plugin)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(output);
        }
        catch (JsonException exception)
        {
            throw new KubernetesConfigurationException($"The exec plugin {plugin.Command} printed no JSON.", exception);
        }

        using (document)
            return Read(document.RootElement, plugin);
    }

    private static ExecCredential Read(JsonElement root, ExecPlugin plugin)
    {
        if (Text(root, "kind") != "ExecCredential")
            throw Refused(plugin, "printed no ExecCredential");
        if (Text(root, "apiVersion") is var version && version != plugin.ApiVersion)
            throw Refused(plugin, $"printed apiVersion \"{version}\" instead of \"{plugin.ApiVersion}\"");
        if (!root.TryGetProperty("status", out var status) || status.ValueKind != JsonValueKind.Object)
            throw Refused(plugin, "printed an ExecCredential without status");

        var token = Text(status, "token");
        var certificate = Text(status, "clientCertificateData");
        var key = Text(status, "clientKeyData");
        if (certificate is null != key is null)
            throw Refused(plugin, "printed a certificate without key, or a key without certificate");
        if ((token ?? certificate) is null)
            throw Refused(plugin, "printed neither token nor certificate");

        var identity = certificate is null ? null : ClientIdentity.FromPem(certificate, key!);
        var credential = token is null ? Credential.None : Credential.Bearer(token);
        return new ExecCredential(credential with { Identity = identity }, Expiry(status, plugin));
    }

    private static DateTimeOffset? Expiry(JsonElement status, ExecPlugin plugin)
    {
        if (Text(status, "expirationTimestamp") is not { } text)
            return null;
        return DateTimeOffset.TryParse(text, null, System.Globalization.DateTimeStyles.AssumeUniversal, out var expiry)
            ? expiry
            : throw Refused(plugin, $"printed \"{text}\" as expirationTimestamp");
    }

    /// <summary>A member's text; null when absent, empty or no text.</summary>
    private static string? Text(JsonElement holder, string member) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(member, out var value)
        && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    private static KubernetesConfigurationException Refused(ExecPlugin plugin, string what) =>
        new($"The exec plugin {plugin.Command} {what}.");
}
