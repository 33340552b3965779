namespace Slipway.Local.Kinds;

/// <summary>
/// What the store must know of the built-in kinds, in the words of structural schemas: defaults, and how lists and maps
/// merge. Fields that are not listed are kept, merge member by member, and their lists are replaced whole.
/// </summary>
internal static class BuiltInSchemas
{
    private const string KeepUnknown = "x-kubernetes-preserve-unknown-fields";

    /// <summary>Metadata of any kind.</summary>
    public static JsonObject Metadata() => Parse(
        """
        {"type": "object", "x-kubernetes-preserve-unknown-fields": true, "properties": {
          "labels": {"type": "object", "additionalProperties": {"type": "string"}},
          "annotations": {"type": "object", "additionalProperties": {"type": "string"}},
          "finalizers": {"type": "array", "x-kubernetes-list-type": "set", "items": {"type": "string"}},
          "ownerReferences": {"type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["uid"],
            "items": {"type": "object", "x-kubernetes-map-type": "atomic", "x-kubernetes-preserve-unknown-fields": true}}}}
        """);

    /// <summary>A kind about which nothing else need be known.</summary>
    public static JsonObject Plain() => Whole([]);

    public static JsonObject Deployment()
    {
        var spec = Parse(
            """
            {"type": "object", "required": ["selector", "template"], "properties": {
              "replicas": {"type": "integer", "minimum": 0, "default": 1},
              "revisionHistoryLimit": {"type": "integer", "default": 10},
              "progressDeadlineSeconds": {"type": "integer", "default": 600},
              "selector": {"type": "object", "x-kubernetes-map-type": "atomic"},
              "strategy": {"type": "object", "default": {}, "properties": {"type": {"type": "string", "default": "RollingUpdate"}}}}}
            """);
        spec["properties"]!["template"] = PodSchemas.Template();
        return Whole(new() { ["spec"] = spec, ["status"] = StatusWithConditions() });
    }

    public static JsonObject ReplicaSet()
    {
        var spec = Parse(
            """
            {"type": "object", "required": ["selector"], "properties": {
              "replicas": {"type": "integer", "minimum": 0, "default": 1},
              "selector": {"type": "object", "x-kubernetes-map-type": "atomic"}}}
            """);
        spec["properties"]!["template"] = PodSchemas.Template();
        return Whole(new() { ["spec"] = spec, ["status"] = StatusWithConditions() });
    }

    public static JsonObject Pod() => Whole(new()
    {
        ["spec"] = PodSchemas.Spec(),
        ["status"] = Parse(
            """
            {"type": "object", "default": {}, "properties": {
              "phase": {"type": "string", "default": "Pending"},
              "conditions": {"type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["type"], "items": {"type": "object"}}}}
            """),
    });

    public static JsonObject Service() => Whole(new()
    {
        ["spec"] = Parse(
            """
            {"type": "object", "properties": {
              "type": {"type": "string", "default": "ClusterIP"},
              "sessionAffinity": {"type": "string", "default": "None"},
              "selector": {"type": "object", "x-kubernetes-map-type": "atomic"},
              "ports": {"type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["port", "protocol"],
                "items": {"type": "object", "required": ["port"], "properties": {
                  "port": {"type": "integer", "minimum": 1, "maximum": 65535},
                  "protocol": {"type": "string", "default": "TCP"}}}}}}
            """),
        ["status"] = Parse("""{"type": "object", "default": {"loadBalancer": {}}}"""),
    });

    public static JsonObject NetworkPolicy() => Whole(new()
    {
        ["spec"] = Parse("""{"type": "object", "properties": {"podSelector": {"type": "object", "x-kubernetes-map-type": "atomic"}}}"""),
    });

    public static JsonObject ServiceAccount() => Whole(new()
    {
        ["secrets"] = Parse("""{"type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"], "items": {"type": "object"}}"""),
    });

    public static JsonObject Secret() => Whole(new() { ["type"] = Parse("""{"type": "string", "default": "Opaque"}""") });

    internal static JsonObject Parse(string json) => Open(JsonNode.Parse(json)!.AsObject());

    private static JsonObject StatusWithConditions() => Parse(
        """
        {"type": "object", "properties": {
          "conditions": {"type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["type"], "items": {"type": "object"}}}}
        """);

    private static JsonObject Whole(JsonObject properties)
    {
        properties["metadata"] = Metadata();
        return new JsonObject { ["type"] = "object", [KeepUnknown] = true, ["properties"] = properties };
    }

    // Built-in kinds are not pruned: the fields listed above are not all there are.
    private static JsonObject Open(JsonObject schema)
    {
        if (schema["type"]?.GetValue<string>() == "object" && schema["additionalProperties"] is null)
            schema[KeepUnknown] = true;
        foreach (var (_, property) in schema["properties"] as JsonObject ?? [])
            Open(property!.AsObject());
        if (schema["items"] is JsonObject items)
            Open(items);
        return schema;
    }
}
