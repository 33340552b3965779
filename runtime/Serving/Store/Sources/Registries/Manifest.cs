using System.Text.Json.Serialization;

namespace Slipway.Runtime.Serving.Store.Sources.Registries;

/// <summary>A manifest or an index of manifests; which one it is, its lists tell.</summary>
internal sealed record Manifest
{
    [JsonPropertyName("mediaType")]
    public string? MediaType { get; init; }

    [JsonPropertyName("config")]
    public Descriptor? Config { get; init; }

    [JsonPropertyName("layers")]
    public IReadOnlyList<Descriptor>? Layers { get; init; }

    /// <summary>The manifests of an index.</summary>
    [JsonPropertyName("manifests")]
    public IReadOnlyList<Descriptor>? Manifests { get; init; }
}
