using System.Text.Json.Nodes;

namespace Slipway.Cli.Local.Files;

/// <summary>A kind of object that files may hold.</summary>
internal interface IManifestKind
{
    string ApiVersion { get; }

    string Kind { get; }

    bool IsNamespaced { get; }

    /// <summary>Makes the object what the file says.</summary>
    /// <returns>created, configured or unchanged, as kubectl says it.</returns>
    Task<string> ApplyAsync(JsonObject body, CancellationToken cancellationToken);

    Task DeleteAsync(ManifestKey key, CancellationToken cancellationToken);
}
