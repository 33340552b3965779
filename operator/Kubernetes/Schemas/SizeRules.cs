using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Schemas;

/// <summary>Limits of the number of items and properties.</summary>
internal static class SizeRules
{
    public static IEnumerable<SchemaViolation> Items(JsonObject schema, JsonArray items, string path) =>
        Check(schema, "Items", "items", items.Count, path);

    public static IEnumerable<SchemaViolation> Properties(JsonObject schema, JsonObject members, string path) =>
        Check(schema, "Properties", "properties", members.Count, path);

    private static IEnumerable<SchemaViolation> Check(JsonObject schema, string word, string plural, int count, string path)
    {
        if (schema[$"min{word}"]?.GetValue<int>() is { } least && count < least)
            yield return Invalid(path, count, $"should have at least {least} {plural}");
        if (schema[$"max{word}"]?.GetValue<int>() is { } most && count > most)
            yield return Invalid(path, count, $"should have at most {most} {plural}");
    }

    private static SchemaViolation Invalid(string path, int count, string what) =>
        new(path, "FieldValueInvalid", $"Invalid value: {count}: {path} in body {what}");
}
