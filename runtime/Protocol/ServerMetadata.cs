using System.Collections.Immutable;

namespace Slipway.Runtime.Protocol;

/// <summary>Answer of <c>GET /v2</c>.</summary>
/// <param name="Name">The server program.</param>
/// <param name="Version">Its version.</param>
/// <param name="Extensions">Only what exists.</param>
public sealed record ServerMetadata(string Name, string Version, ImmutableArray<string> Extensions)
{
    /// <summary>Tensors as raw bytes after the JSON.</summary>
    public const string BinaryTensorExtension = "binary_tensor_data";

    /// <summary><c>POST /v2/repository/index</c>; models cannot be loaded or unloaded.</summary>
    public const string RepositoryExtension = "model_repository";

    /// <summary><c>GET …/config</c>.</summary>
    public const string ConfigurationExtension = "model_configuration";

    /// <summary><c>GET …/stats</c>.</summary>
    public const string StatisticsExtension = "statistics";

    /// <summary>The highest classes instead of a tensor.</summary>
    public const string ClassificationExtension = "classification";
}
