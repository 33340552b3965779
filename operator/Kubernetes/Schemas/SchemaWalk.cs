using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Schemas;

/// <summary>Visits a schema.</summary>
public static class SchemaWalk
{
    /// <summary>
    /// Every property below a schema, depth first, with its path: <c>spec.ports[].name</c> for items of a list and
    /// <c>spec.labels{}</c> for values of a map.
    /// </summary>
    public static IEnumerable<(string Path, JsonObject Property)> Properties(JsonObject schema, string path = "")
    {
        foreach (var (name, value) in schema["properties"] as JsonObject ?? [])
        {
            if (value is not JsonObject property)
                continue;
            var here = path.Length == 0 ? name : $"{path}.{name}";
            yield return (here, property);
            foreach (var nested in Properties(property, here))
                yield return nested;
        }

        foreach (var (word, suffix) in new[] { ("items", "[]"), ("additionalProperties", "{}") })
        {
            if (schema[word] is not JsonObject values)
                continue;
            foreach (var nested in Properties(values, path + suffix))
                yield return nested;
        }
    }
}
