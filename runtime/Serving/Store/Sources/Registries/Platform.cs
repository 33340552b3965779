using System.Text.Json.Serialization;

namespace Slipway.Runtime.Serving.Store.Sources.Registries;

/// <summary>What a manifest of an index is for.</summary>
internal sealed record Platform
{
    [JsonPropertyName("os")]
    public string? OperatingSystem { get; init; }

    [JsonPropertyName("architecture")]
    public string? Architecture { get; init; }
}
