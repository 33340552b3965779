namespace Slipway.Local;

/// <summary>Reads members of nested objects without asking at each step whether they exist.</summary>
internal static class JsonReading
{
    /// <summary>The value at a path of member names; null when a step is missing or not an object.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            node = node is JsonObject members ? members[name] : null;
        return node;
    }

    /// <summary>The text at a path; null when there is none, or no text.</summary>
    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The whole number at a path; null when there is none.</summary>
    public static long? Number(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            ? long.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture)
            : null;

    /// <summary>The object's metadata; made when absent.</summary>
    public static JsonObject Metadata(this JsonObject entity)
    {
        if (entity["metadata"] is JsonObject metadata)
            return metadata;
        entity["metadata"] = metadata = [];
        return metadata;
    }

    /// <summary>The texts of a list of texts; none when absent.</summary>
    public static IReadOnlyList<string> Texts(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray items ? [.. items.Select(item => item!.GetValue<string>())] : [];

    public static JsonObject Copy(this JsonObject entity) => entity.DeepClone().AsObject();

    /// <summary>Sets a value at a path of member names, making the objects on the way.</summary>
    public static void Set(this JsonObject entity, ReadOnlySpan<string> path, JsonNode? value)
    {
        foreach (var name in path[..^1])
        {
            if (entity[name] is not JsonObject next)
                entity[name] = next = [];
            entity = next;
        }

        entity[path[^1]] = value;
    }
}
