using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Slipway.Controllers.Applying;

/// <summary>
/// A hash of what was applied, kept in an annotation of the child itself. Without it a field that is no longer desired
/// could not be told from a field of somebody else, for the caches drop managedFields; with it, dropping a field is a
/// difference like any other.
/// </summary>
internal static class AppliedMark
{
    public const string Annotation = "slipway.dev/applied";

    /// <summary>The desired object with the mark added; pure.</summary>
    public static JsonElement Add(JsonElement desired)
    {
        var marked = JsonObject.Create(desired) ?? throw new ArgumentException("The desired state is not an object.", nameof(desired));
        var metadata = marked["metadata"]!.AsObject();
        if (metadata["annotations"] is not JsonObject annotations)
            metadata["annotations"] = annotations = [];
        annotations[Annotation] = Hash(desired);
        return JsonSerializer.SerializeToElement(marked, JsonNodeContext.Default.JsonObject);
    }

    private static string Hash(JsonElement desired) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(desired, JsonNodeContext.Default.JsonElement)).AsSpan(0, 8));
}
