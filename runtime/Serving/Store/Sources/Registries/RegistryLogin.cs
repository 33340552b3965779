using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Slipway.Runtime.Serving.Store.Sources.Registries;

/// <summary>How to sign in to one registry.</summary>
/// <param name="Token">Sent as it is, from the first request on.</param>
/// <param name="User">Sent when the registry or its token service asks for it.</param>
/// <param name="Password">Belongs to <paramref name="User"/>.</param>
internal sealed record RegistryLogin(string? Token, string? User, string? Password)
{
    private const string HubKey = "https://index.docker.io/v1/";

    public static RegistryLogin Anonymous { get; } = new(null, null, null);

    /// <summary>The header with user and password; null when there is no user.</summary>
    public AuthenticationHeaderValue? Basic => User is { } user ? HttpRequester.Basic(user, Password) : null;

    /// <summary>The header with the token; null when there is none.</summary>
    public AuthenticationHeaderValue? Bearer => Token is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;

    /// <summary>No text of a record that holds a secret.</summary>
    public override string ToString() => nameof(RegistryLogin);

    /// <summary>What the credentials hold for a registry: the plain keys first, then a Docker configuration.</summary>
    /// <exception cref="FetchException">The configuration cannot be read, or a login would go over plain http.</exception>
    public static RegistryLogin Of(ModelCredentials credentials, string registry)
    {
        var login = credentials is { BearerToken: null, UserName: null, DockerConfig: { } config }
            ? Of(config, registry)
            : new RegistryLogin(credentials.BearerToken, credentials.UserName, credentials.Password);
        return credentials.RegistryIsPlain && login is not { Token: null, User: null }
            ? throw new FetchException(
                StartFailureReason.InvalidArguments, "The credential 'OCI_PLAIN_HTTP' would send a login unencrypted: remove one of them.")
            : login;
    }

    private static RegistryLogin Of(string json, string registry)
    {
        try
        {
            var logins = JsonSerializer.Deserialize(json, RegistryJson.Default.DockerConfig)?.Logins;
            if (logins is null) throw new JsonException();
            return logins.FirstOrDefault(login => IsFor(login.Key, registry)).Value is { } found ? Of(found) : Anonymous;
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            // The parser's own text may repeat what it read.
            throw new FetchException(StartFailureReason.InvalidArguments, "The credential '.dockerconfigjson' is not a Docker configuration.");
        }
    }

    private static RegistryLogin Of(DockerLogin login)
    {
        if (login.Encoded is not { Length: > 0 } encoded) return new RegistryLogin(null, login.UserName, login.Password);
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(encoded));
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? new RegistryLogin(null, text[..colon], text[(colon + 1)..]) : throw new FormatException();
    }

    private static bool IsFor(string key, string registry)
    {
        if (key == HubKey) return registry == RegistryClient.Hub;
        var mark = key.IndexOf("://", StringComparison.Ordinal);
        var host = key[(mark < 0 ? 0 : mark + 3)..].Split('/')[0];
        return string.Equals(host, registry, StringComparison.OrdinalIgnoreCase);
    }
}
