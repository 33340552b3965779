using System.Collections.Frozen;

namespace Slipway.Gateway.Tracing;

/// <summary>Names of spans: few, whatever clients write into their paths.</summary>
internal static class SpanNames
{
    private const string Service = "inference.GRPCInferenceService";

    private const string Predict = ":predict";

    private static readonly FrozenSet<string> Words =
        new[] { "v1", "v2", "models", "versions", "infer", "ready", "config", "stats", "health", "live", "repository", "index" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Methods = new[]
    {
        "ServerLive", "ServerReady", "ModelReady", "ServerMetadata", "ModelMetadata", "ModelInfer", "ModelStreamInfer", "ModelConfig", "ModelStatistics", "RepositoryIndex",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Verbs =
        new[] { "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A method's name, or what conventions say for one that is none.</summary>
    public static string VerbOf(string method) => Verbs.Contains(method) ? method : "_OTHER";

    /// <summary>The template of a path that a replica is asked, such as <c>/v2/models/{model}/infer</c>; null: it is none of the protocols'.</summary>
    public static string? RouteOf(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var place = 0; place < parts.Length; place++)
        {
            if (place > 0 && parts[place - 1] is "models" && parts[place] is not "stats")
                parts[place] = parts[place].EndsWith(Predict, StringComparison.Ordinal) ? "{model}" + Predict : "{model}";
            else if (place > 0 && parts[place - 1] is "versions")
                parts[place] = "{version}";
            else if (!Words.Contains(parts[place]))
                return null;
        }
        return "/" + string.Join('/', parts);
    }

    /// <summary>The method that a gRPC path names; null: there is none of that name.</summary>
    public static (string Service, string Method)? CallOf(string path) =>
        path.Split('/') is ["", Service, var method] && Methods.Contains(method) ? (Service, method) : null;
}
