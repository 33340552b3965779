using Slipway.Local.Ownership;

namespace Slipway.Local.Patching;

/// <summary>
/// Kubernetes' own patch of built-in kinds: like a merge patch, but lists that are maps merge by their first key, sets are
/// united, and directives delete or replace.
/// </summary>
internal static class StrategicMergePatch
{
    private const string Directive = "$patch";

    private const string DeletePrefix = "$deleteFromPrimitiveList/";

    private const string OrderPrefix = "$setElementOrder/";

    public static JsonObject Apply(FieldSchema schema, JsonObject target, JsonObject patch)
    {
        if (patch.Text(Directive) == "replace")
            return Without(patch, Directive);

        var merged = target.Copy();
        foreach (var (name, change) in patch)
        {
            if (name.StartsWith(DeletePrefix, StringComparison.Ordinal))
                DeleteItems(merged, name[DeletePrefix.Length..], change);
            else if (name.StartsWith(OrderPrefix, StringComparison.Ordinal) || name == Directive)
                continue;
            else if (change is null)
                merged.Remove(name);
            else
                merged[name] = Merge(schema.Member(name), merged[name], change);
        }

        return merged;
    }

    private static JsonNode Merge(FieldSchema schema, JsonNode? target, JsonNode change) => (target, change) switch
    {
        (_, JsonObject changes) when changes.Text(Directive) == "delete" => new JsonObject(),
        (_, JsonObject changes) => Apply(schema, target as JsonObject ?? [], changes),
        (_, JsonArray changes) when schema.Keys.Count > 0 => MergeByKey(schema, target as JsonArray ?? [], changes),
        (JsonArray items, JsonArray changes) when schema.IsSet =>
            new JsonArray([.. items.Concat(changes).Select(item => item!.GetValue<string>()).Distinct().Select(item => (JsonNode)item)]),
        _ => change.DeepClone(),
    };

    private static JsonArray MergeByKey(FieldSchema schema, JsonArray items, JsonArray changes)
    {
        var key = schema.Keys[0];
        if (changes.Any(change => change.Text(Directive) == "replace"))
            return new([.. changes.Where(change => change.Text(Directive) != "replace").Select(change => change?.DeepClone())]);

        var merged = items.Select(item => item!.AsObject().Copy()).ToList();
        foreach (var change in changes.OfType<JsonObject>())
        {
            var at = merged.FindIndex(item => JsonNode.DeepEquals(item[key], change[key]));
            if (change.Text(Directive) == "delete")
                merged.RemoveAll(item => JsonNode.DeepEquals(item[key], change[key]));
            else if (at >= 0)
                merged[at] = Apply(schema.Items, merged[at], change);
            else
                merged.Add(Apply(schema.Items, [], change));
        }

        return new([.. merged]);
    }

    private static void DeleteItems(JsonObject target, string name, JsonNode? values)
    {
        if (target[name] is JsonArray items && values is JsonArray deleted)
            items.RemoveAll(item => deleted.Any(value => JsonNode.DeepEquals(item, value)));
    }

    private static JsonObject Without(JsonObject patch, string name)
    {
        var rest = patch.Copy();
        rest.Remove(name);
        return rest;
    }
}
