using System.Collections.Immutable;

namespace Slipway.Runtime.Onnx.Inspection;

/// <summary>Whose operators a model may use: ONNX's, ONNX Runtime's own, and those that the file itself defines.</summary>
internal static class OperatorDomains
{
    private const string Separator = "::";

    private static readonly ImmutableHashSet<string> Known =
    [
        "ai.onnx", "ai.onnx.ml", "ai.onnx.training", "ai.onnx.preview", "ai.onnx.preview.training",
        "com.microsoft", "com.microsoft.nchwc", "com.microsoft.experimental", "com.ms.internal.nhwc",
    ];

    /// <summary>Name of an operator together with its domain, the default one left out.</summary>
    public static string Qualify(string domain, string name) => domain is "" or "ai.onnx" ? name : $"{domain}{Separator}{name}";

    /// <summary>The operators of a model that nobody can supply.</summary>
    public static ImmutableArray<string> Unknown(ModelSummary summary) =>
        [.. summary.Operators.Keys.Where(name => Domain(name) is { } domain && !Known.Contains(domain) && !summary.OwnDomains.Contains(domain))];

    private static string? Domain(string name) =>
        name.IndexOf(Separator, StringComparison.Ordinal) is > 0 and var index ? name[..index] : null;
}
