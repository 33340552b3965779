using System.Text.Json;
using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Schemas;

/// <summary>
/// Checks an object against a structural schema as the API server does. CEL rules are not evaluated: an operator
/// checks across fields itself, since servers before 1.25 do not either.
/// </summary>
public static class SchemaValidator
{
    /// <summary>All violations, in the order of the schema; empty when the object is valid.</summary>
    /// <param name="schema">An <c>openAPIV3Schema</c>, or the part of one that belongs to the value.</param>
    /// <param name="value">The value; null stands for JSON's null.</param>
    /// <param name="path">Where the value is; empty for a whole object.</param>
    public static IReadOnlyList<SchemaViolation> Validate(JsonObject schema, JsonNode? value, string path = "")
    {
        var found = new List<SchemaViolation>();
        Check(schema, value, path, found);
        return found;
    }

    private static void Check(JsonObject schema, JsonNode? value, string path, List<SchemaViolation> found)
    {
        if (value is null && schema["nullable"]?.GetValue<bool>() == true)
            return;
        if (TypeViolation(schema, value, path) is { } wrongType)
        {
            found.Add(wrongType);
            return;
        }

        if (schema["enum"] is JsonArray allowed && !allowed.Any(candidate => JsonNode.DeepEquals(candidate, value)))
            found.Add(new(path, "FieldValueNotSupported", Unsupported(value, allowed)));
        switch (value)
        {
            case JsonObject members:
                CheckObject(schema, members, path, found);
                break;
            case JsonArray items:
                CheckArray(schema, items, path, found);
                break;
            case JsonValue scalar:
                found.AddRange(ScalarRules.Check(schema, scalar, path));
                break;
        }
    }

    private static SchemaViolation? TypeViolation(JsonObject schema, JsonNode? value, string path)
    {
        var actual = JsonTypes.Of(value);
        if (schema["x-kubernetes-int-or-string"] is not null)
            return actual is "integer" or "string" ? null : WrongType(path, "integer,string", actual);
        if (schema["type"]?.GetValue<string>() is not { } expected || actual == expected || (expected == "number" && actual == "integer"))
            return null;
        return WrongType(path, expected, actual);
    }

    private static SchemaViolation WrongType(string path, string expected, string actual)
    {
        var subject = path.Length == 0 ? "" : $"{path} in body ";
        return new(path, "FieldValueInvalid", $"Invalid value: \"{actual}\": {subject}must be of type {expected}: \"{actual}\"");
    }

    private static void CheckObject(JsonObject schema, JsonObject members, string path, List<SchemaViolation> found)
    {
        found.AddRange(SizeRules.Properties(schema, members, path));
        foreach (var name in schema["required"]?.AsArray().Select(name => name!.GetValue<string>()) ?? [])
        {
            if (!members.ContainsKey(name))
                found.Add(new(Child(path, name), "FieldValueRequired", "Required value"));
        }

        foreach (var (name, member) in members)
        {
            if (MemberSchema(schema, name) is { } memberSchema)
                Check(memberSchema, member, Child(path, name), found);
        }
    }

    private static void CheckArray(JsonObject schema, JsonArray items, string path, List<SchemaViolation> found)
    {
        found.AddRange(SizeRules.Items(schema, items, path));
        if (schema["items"] is JsonObject itemSchema)
        {
            for (var i = 0; i < items.Count; i++)
                Check(itemSchema, items[i], $"{path}[{i}]", found);
        }

        found.AddRange(ListRules.Check(schema, items, path));
    }

    private static JsonObject? MemberSchema(JsonObject schema, string name) =>
        (schema["properties"]?[name] ?? schema["additionalProperties"]) as JsonObject;

    private static string Child(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Unsupported(JsonNode? value, JsonArray allowed) =>
        $"Unsupported value: {JsonTypes.Show(value)}: supported values: {string.Join(", ", allowed.Select(ShowAllowed))}";

    private static string ShowAllowed(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.String ? JsonTypes.Show(value) : $"\"{value?.ToJsonString()}\"";
}
