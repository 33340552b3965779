using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Schemas;

/// <summary>JSON values as schemas and messages of the API server name them.</summary>
internal static class JsonTypes
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => IsWhole(node) ? "integer" : "number",
        _ => "null",
    };

    /// <summary>The value as messages quote it.</summary>
    public static string Show(JsonNode? node) => node?.ToJsonString(Readable) ?? "null";

    /// <summary>The number as a decimal, or its nearest double when it is too large for one.</summary>
    public static double Number(JsonNode node) => double.Parse(node.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);

    // 1.0 is a whole number in JSON schema.
    private static bool IsWhole(JsonNode node) => double.IsInteger(Number(node));
}
