using System.Text.Json.Serialization;

namespace Slipway.Runtime.Serving.Store.Sources.Registries;

/// <summary>Stands for content of a registry.</summary>
internal sealed record Descriptor
{
    [JsonPropertyName("mediaType")]
    public string? MediaType { get; init; }

    [JsonPropertyName("digest")]
    public string? Digest { get; init; }

    [JsonPropertyName("size")]
    public long SizeBytes { get; init; }

    [JsonPropertyName("annotations")]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    [JsonPropertyName("platform")]
    public Platform? Platform { get; init; }

    /// <summary>An annotation that says something; null else.</summary>
    public string? Annotation(string name) => Annotations?.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;
}
