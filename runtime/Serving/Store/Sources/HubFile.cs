using System.Text.Json.Serialization;

namespace Slipway.Runtime.Serving.Store.Sources;

/// <summary>A file of a revision.</summary>
internal sealed record HubFile
{
    [JsonPropertyName("rfilename")]
    public string Path { get; init; } = "";

    [JsonPropertyName("size")]
    public long? SizeBytes { get; init; }

    /// <summary>Git's digest of the content, or of what stands for it in git.</summary>
    [JsonPropertyName("blobId")]
    public string? BlobId { get; init; }
}
