using System.Reflection;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Generation;

/// <summary>Writes a property's attributes into its schema; an attribute that cannot apply to the type is refused.</summary>
internal static class PropertyConstraints
{
    public static void Apply(PropertyInfo property, JsonObject schema)
    {
        foreach (var attribute in property.GetCustomAttributes(inherit: true))
        {
            switch (attribute)
            {
                case PatternAttribute pattern:
                    Expect(property, schema, pattern, "string")["pattern"] = pattern.RegexPattern;
                    break;
                case LengthAttribute length:
                    Limits(Expect(property, schema, length, "string"), "Length", length.MinLength, length.MaxLength);
                    break;
                case EnumValuesAttribute values:
                    Expect(property, schema, values, "string")["enum"] = JsonValues.Array(values.Values);
                    break;
                case RangeMinimumAttribute minimum:
                    Bound(Expect(property, schema, minimum, "integer", "number"), "minimum", "exclusiveMinimum", minimum.Minimum, minimum.ExclusiveMinimum);
                    break;
                case RangeMaximumAttribute maximum:
                    Bound(Expect(property, schema, maximum, "integer", "number"), "maximum", "exclusiveMaximum", maximum.Maximum, maximum.ExclusiveMaximum);
                    break;
                case ItemsAttribute items:
                    Items(Expect(property, schema, items, "array", "object"), items);
                    break;
                case ItemPatternAttribute item:
                    ItemPattern(property, Expect(property, schema, item, "array", "object"), item);
                    break;
                case ListMapAttribute map:
                    ListMap(property, Expect(property, schema, map, "array"), map);
                    break;
                case DefaultValueAttribute value:
                    schema["default"] = JsonNode.Parse(value.Json);
                    break;
            }
        }
    }

    private static void Limits(JsonObject schema, string what, int minimum, int maximum)
    {
        if (minimum >= 0)
            schema[$"min{what}"] = minimum;
        if (maximum >= 0)
            schema[$"max{what}"] = maximum;
    }

    private static void Bound(JsonObject schema, string word, string exclusiveWord, double bound, bool isExclusive)
    {
        schema[word] = JsonValues.Number(bound);
        if (isExclusive)
            schema[exclusiveWord] = true;
    }

    private static void Items(JsonObject schema, ItemsAttribute items)
    {
        Limits(schema, TypeOf(schema) == "array" ? "Items" : "Properties", items.MinItems, items.MaxItems);
        // uniqueItems is forbidden in CRDs; a set says the same, and appliers merge it.
        if (items.Unique)
            schema[SchemaWords.ListType] = "set";
    }

    private static void ItemPattern(PropertyInfo property, JsonObject schema, ItemPatternAttribute item)
    {
        if ((schema["items"] ?? schema["additionalProperties"]) is not JsonObject items)
            throw Misplaced(property, item);
        Expect(property, items, item, "string");
        if (item.Pattern is not null)
            items["pattern"] = item.Pattern;
        if (item.MaxLength >= 0)
            items["maxLength"] = item.MaxLength;
        if (item.Values is not null)
            items["enum"] = JsonValues.Array(item.Values);
    }

    private static void ListMap(PropertyInfo property, JsonObject schema, ListMapAttribute map)
    {
        if (schema["items"]?["properties"] is not JsonObject members || !map.Keys.All(members.ContainsKey))
            throw Misplaced(property, map);
        schema[SchemaWords.ListType] = "map";
        schema[SchemaWords.ListMapKeys] = JsonValues.Array(map.Keys);

        // The server demands that a key is required or has a default.
        var required = schema["items"]!["required"]?.AsArray().Select(name => name!.GetValue<string>()) ?? [];
        var keys = map.Keys.Where(key => members[key]!["default"] is null);
        schema["items"]!["required"] = JsonValues.Array(required.Union(keys).Order(StringComparer.Ordinal));
    }

    private static JsonObject Expect(PropertyInfo property, JsonObject schema, Attribute attribute, params ReadOnlySpan<string> types) =>
        TypeOf(schema) is { } type && types.Contains(type) ? schema : throw Misplaced(property, attribute);

    // An int-or-string has no type of its own and takes a string's constraints.
    private static string? TypeOf(JsonObject schema) =>
        schema["type"]?.GetValue<string>() ?? (schema[SchemaWords.IntOrString] is null ? null : "string");

    private static InvalidOperationException Misplaced(PropertyInfo property, Attribute attribute)
    {
        var name = attribute.GetType().Name.Replace("Attribute", "");
        return new($"{property.DeclaringType?.Name}.{property.Name}: [{name}] does not fit {property.PropertyType.Name}.");
    }
}
