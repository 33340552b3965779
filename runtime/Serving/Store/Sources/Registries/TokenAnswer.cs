using System.Text.Json.Serialization;

namespace Slipway.Runtime.Serving.Store.Sources.Registries;

/// <summary>What a registry's token service answers; either member holds the token.</summary>
internal sealed record TokenAnswer
{
    [JsonPropertyName("token")]
    public string? Token { get; init; }

    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    /// <summary>No text of a record that holds a secret.</summary>
    public override string ToString() => nameof(TokenAnswer);
}
