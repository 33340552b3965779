using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Schemas;

/// <summary>Fills an object from its schema's defaults, as the API server does before it validates.</summary>
public static class SchemaDefaults
{
    /// <summary>
    /// Removes nulls that the schema does not allow, then fills absent fields that have a default. A default within an
    /// object applies only where that object exists or has a default itself.
    /// </summary>
    /// <param name="schema">An <c>openAPIV3Schema</c>, or the part of one that belongs to the value.</param>
    /// <param name="value">The value; changed in place.</param>
    public static void Apply(JsonObject schema, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject members:
                ApplyToObject(schema, members);
                break;
            case JsonArray items when schema["items"] is JsonObject itemSchema:
                foreach (var item in items)
                    Apply(itemSchema, item);
                break;
        }
    }

    private static void ApplyToObject(JsonObject schema, JsonObject members)
    {
        var properties = schema["properties"] as JsonObject ?? [];
        var values = schema["additionalProperties"] as JsonObject;
        foreach (var name in members.Where(member => member.Value is null).Select(member => member.Key).ToList())
        {
            if ((properties[name] ?? values) is JsonObject known && known["nullable"]?.GetValue<bool>() != true)
                members.Remove(name);
        }

        foreach (var (name, property) in properties)
        {
            if (property!["default"] is { } value && !members.ContainsKey(name))
                members[name] = value.DeepClone();
        }

        foreach (var (name, member) in members)
        {
            if ((properties[name] ?? values) is JsonObject known)
                Apply(known, member);
        }
    }
}
