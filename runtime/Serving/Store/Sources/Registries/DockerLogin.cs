using System.Text.Json.Serialization;

namespace Slipway.Runtime.Serving.Store.Sources.Registries;

/// <summary>The login for one registry.</summary>
internal sealed record DockerLogin
{
    /// <summary><c>user:password</c> in base64; the other two members are another way to say it.</summary>
    [JsonPropertyName("auth")]
    public string? Encoded { get; init; }

    [JsonPropertyName("username")]
    public string? UserName { get; init; }

    [JsonPropertyName("password")]
    public string? Password { get; init; }

    /// <summary>No text of a record that holds a secret.</summary>
    public override string ToString() => nameof(DockerLogin);
}
