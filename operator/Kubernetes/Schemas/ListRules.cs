using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Schemas;

/// <summary>No two items of a set are equal, and no two of a map have the same keys.</summary>
internal static class ListRules
{
    public static IEnumerable<SchemaViolation> Check(JsonObject schema, JsonArray items, string path) =>
        schema["x-kubernetes-list-type"]?.GetValue<string>() switch
        {
            "set" => Duplicates(items, item => item, path),
            "map" => Duplicates(items, item => Keys(schema, item), path),
            _ => [],
        };

    private static IEnumerable<SchemaViolation> Duplicates(JsonArray items, Func<JsonNode?, JsonNode?> identity, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            var shown = JsonTypes.Show(identity(items[i]));
            if (!seen.Add(shown))
                yield return new($"{path}[{i}]", "FieldValueDuplicate", $"Duplicate value: {shown}");
        }
    }

    private static JsonObject Keys(JsonObject schema, JsonNode? item)
    {
        var keys = schema["x-kubernetes-list-map-keys"]?.AsArray().Select(key => key!.GetValue<string>()) ?? [];
        return new(keys
            .Where(key => item is JsonObject members && members.ContainsKey(key))
            .Select(key => KeyValuePair.Create(key, item![key]?.DeepClone())));
    }
}
