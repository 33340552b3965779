using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Schemas;

/// <summary>Drops what a schema does not know, as the API server does with custom resources.</summary>
public static class SchemaPruning
{
    private static readonly JsonObject Unknown = [];

    private static readonly HashSet<string> ObjectFields = new(StringComparer.Ordinal) { "apiVersion", "kind", "metadata" };

    /// <summary>Removes unknown fields from a whole object, in place; its apiVersion, kind and metadata stay.</summary>
    public static void Prune(JsonObject schema, JsonObject entity) => Prune(schema, entity, isWhole: true);

    private static void Prune(JsonObject schema, JsonNode? value, bool isWhole = false)
    {
        switch (value)
        {
            case JsonObject members:
                PruneObject(schema, members, isWhole || IsTrue(schema, "x-kubernetes-embedded-resource"));
                break;
            case JsonArray items:
                var itemSchema = schema["items"] as JsonObject ?? (KeepsUnknown(schema) ? schema : Unknown);
                foreach (var item in items)
                    Prune(itemSchema, item);
                break;
        }
    }

    private static void PruneObject(JsonObject schema, JsonObject members, bool isWhole)
    {
        foreach (var (name, member) in members.ToList())
        {
            if (isWhole && ObjectFields.Contains(name))
                continue;
            if ((schema["properties"]?[name] ?? schema["additionalProperties"]) is JsonObject known)
                Prune(known, member);
            else if (!KeepsUnknown(schema))
                members.Remove(name);
        }
    }

    private static bool KeepsUnknown(JsonObject schema) => IsTrue(schema, "x-kubernetes-preserve-unknown-fields");

    private static bool IsTrue(JsonObject schema, string word) => schema[word]?.GetValue<bool>() == true;
}
