using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Generation;

/// <summary>Schemas of types that are one JSON value.</summary>
internal static class ScalarSchemas
{
    // As the API server writes it for resource.Quantity.
    private const string QuantityPattern =
        @"^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$";

    private static readonly Dictionary<Type, (string Type, string? Format)> Plain = new()
    {
        [typeof(string)] = ("string", null),
        [typeof(bool)] = ("boolean", null),
        [typeof(int)] = ("integer", "int32"),
        [typeof(long)] = ("integer", "int64"),
        [typeof(float)] = ("number", "float"),
        [typeof(double)] = ("number", "double"),
        [typeof(decimal)] = ("number", null),
        [typeof(DateTimeOffset)] = ("string", "date-time"),
        [typeof(MicroTime)] = ("string", "date-time"),
    };

    /// <summary>Null when the type is not a scalar.</summary>
    public static JsonObject? TryBuild(Type type)
    {
        if (type == typeof(IntOrString))
            return IntOrString();
        if (type == typeof(ResourceQuantity))
            return Quantity();
        if (type.IsEnum)
            return new JsonObject { ["type"] = "string", ["enum"] = JsonValues.Array(JsonMembers.OfEnum(type)) };
        if (!Plain.TryGetValue(type, out var plain))
            return null;

        var schema = new JsonObject { ["type"] = plain.Type };
        if (plain.Format is not null)
            schema["format"] = plain.Format;
        return schema;
    }

    private static JsonObject Quantity()
    {
        var schema = IntOrString();
        schema["pattern"] = QuantityPattern;
        return schema;
    }

    private static JsonObject IntOrString() => new()
    {
        ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "integer" }, new JsonObject { ["type"] = "string" }),
        [SchemaWords.IntOrString] = true,
    };
}
