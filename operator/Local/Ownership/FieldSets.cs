namespace Slipway.Local.Ownership;

/// <summary>Which fields a value has, and in which two values differ.</summary>
internal static class FieldSets
{
    /// <summary>All fields of a value: leaves, empty objects and lists, and each item of lists that merge.</summary>
    public static FieldSet Of(FieldSchema schema, JsonNode? value)
    {
        var steps = Steps(schema, value);
        return steps is null or { Count: 0 }
            ? FieldSet.Leaf
            : new(isMember: false, steps.Select(step => KeyValuePair.Create(step.Key, WithItem(step.Key, Of(step.Value.Schema, step.Value.Node)))));
    }

    /// <summary>Fields that <paramref name="after"/> has and <paramref name="before"/> has not, or has otherwise.</summary>
    public static FieldSet Changed(FieldSchema schema, JsonNode? before, JsonNode? after)
    {
        if (JsonNode.DeepEquals(before, after))
            return FieldSet.Empty;
        if (Steps(schema, after) is not { } now || Steps(schema, before) is not { } then)
            return Of(schema, after);
        if (now.Count == 0)
            return then.Count == 0 ? FieldSet.Empty : FieldSet.Leaf;
        return new(isMember: false, now.Select(step => KeyValuePair.Create(step.Key, then.TryGetValue(step.Key, out var old)
            ? Changed(step.Value.Schema, old.Node, step.Value.Node)
            : WithItem(step.Key, Of(step.Value.Schema, step.Value.Node)))));
    }

    /// <summary>Fields that <paramref name="before"/> has and <paramref name="after"/> has not; a removed object stands for all below it.</summary>
    public static FieldSet Removed(FieldSchema schema, JsonNode? before, JsonNode? after)
    {
        if (Steps(schema, before) is not { } then || Steps(schema, after) is not { } now)
            return FieldSet.Empty;
        return new(isMember: false, then.Select(step => KeyValuePair.Create(step.Key, now.TryGetValue(step.Key, out var next)
            ? Removed(step.Value.Schema, step.Value.Node, next.Node)
            : FieldSet.Leaf)));
    }

    /// <summary>The parts of a value that merge on their own, by step; null when the value merges as a whole.</summary>
    public static Dictionary<string, (FieldSchema Schema, JsonNode? Node)>? Steps(FieldSchema schema, JsonNode? value)
    {
        var steps = new Dictionary<string, (FieldSchema, JsonNode?)>(StringComparer.Ordinal);
        switch (value)
        {
            case JsonObject members when schema.IsGranularMap:
                foreach (var (name, member) in members)
                    steps[$"f:{name}"] = (schema.Member(name), member);
                return steps;
            case JsonArray items when schema.Keys.Count > 0:
                foreach (var item in items)
                    steps[schema.KeyOf(item)] = (schema.Items, item);
                return steps;
            case JsonArray items when schema.IsSet:
                foreach (var item in items)
                    steps[$"v:{item?.ToJsonString()}"] = (schema.Items, item);
                return steps;
            default:
                return null;
        }
    }

    // An item of a list is owned as such, besides its fields: otherwise it could not be told who keeps it there.
    private static FieldSet WithItem(string step, FieldSet fields) =>
        step[0] == 'k' ? fields.Union(FieldSet.Leaf) : fields;
}
