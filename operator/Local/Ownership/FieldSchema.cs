namespace Slipway.Local.Ownership;

/// <summary>How a value merges, read from its structural schema; without a schema objects merge member by member and lists are replaced.</summary>
internal readonly record struct FieldSchema(JsonObject? Schema)
{
    /// <summary>Whether an object merges member by member.</summary>
    public bool IsGranularMap => Word("x-kubernetes-map-type") != "atomic";

    public bool IsSet => Word("x-kubernetes-list-type") == "set";

    /// <summary>The members that identify an item of the list; none when the list is no map.</summary>
    public IReadOnlyList<string> Keys => Word("x-kubernetes-list-type") == "map" ? Schema.Texts("x-kubernetes-list-map-keys") : [];

    public FieldSchema Items => new(Schema?["items"] as JsonObject);

    public FieldSchema Member(string name) => new((Schema?["properties"]?[name] ?? Schema?["additionalProperties"]) as JsonObject);

    /// <summary>The keys of an item, as they stand in field paths: <c>k:{"name":"runtime"}</c>. Absent keys count with their default.</summary>
    public string KeyOf(JsonNode? item)
    {
        var keys = new JsonObject();
        foreach (var name in Keys.Order(StringComparer.Ordinal))
        {
            if ((item.At(name) ?? Items.Member(name).Schema?["default"]) is { } value)
                keys[name] = value.DeepClone();
        }

        return $"k:{keys.ToJsonString()}";
    }

    private string? Word(string name) => Schema?[name]?.GetValue<string>();
}
