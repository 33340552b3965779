using System.Text.Json.Serialization;

namespace Slipway.Runtime.Serving.Store.Sources;

/// <summary>What the hub says of a revision: <c>GET /api/models/{repository}/revision/{revision}?blobs=true</c>.</summary>
internal sealed record HubRevision
{
    /// <summary>The commit.</summary>
    [JsonPropertyName("sha")]
    public string? Commit { get; init; }

    [JsonPropertyName("siblings")]
    public IReadOnlyList<HubFile>? Files { get; init; }
}
