using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Generation;

/// <summary>
/// Structural schemas of types. No field is <c>nullable</c>: the server then treats a null like an absent field, which is
/// what the types do.
/// </summary>
internal sealed class SchemaBuilder(CrdOptions options)
{
    private readonly Stack<Type> open = new();

    /// <summary>The schema of a class, with a property for each JSON member.</summary>
    public JsonObject Object(Type type)
    {
        if (open.Contains(type))
            throw new InvalidOperationException($"{type} contains itself; structural schemas cannot be recursive.");

        open.Push(type);
        var schema = new JsonObject { ["type"] = "object" };
        Describe(schema, type);
        AddMembers(schema, type);
        AddRules(schema, type);
        if (BuiltInModels.KeepsUnknownFields(type) || type.IsDefined(typeof(PreserveUnknownFieldsAttribute), inherit: false))
            schema[SchemaWords.PreserveUnknownFields] = true;
        open.Pop();
        return schema;
    }

    private void AddMembers(JsonObject schema, Type type)
    {
        var properties = new JsonObject();
        var required = new List<string>();
        foreach (var (name, property) in JsonMembers.Of(type))
        {
            properties[name] = Property(property);
            if (property.IsDefined(typeof(RequiredAttribute)))
                required.Add(name);
        }

        if (properties.Count > 0)
            schema["properties"] = properties;
        if (required.Count > 0)
            schema["required"] = JsonValues.Array(required.Order(StringComparer.Ordinal));
    }

    private JsonObject Property(PropertyInfo property)
    {
        var schema = IsOpaque(property) ? Opaque(property) : OfType(property.PropertyType, property);
        if (property.IsDefined(typeof(EmbeddedResourceAttribute)))
            schema["x-kubernetes-embedded-resource"] = true;
        Describe(schema, property);
        AddRules(schema, property);
        PropertyConstraints.Apply(property, schema);
        return schema;
    }

    private static bool IsOpaque(PropertyInfo property) =>
        property.IsDefined(typeof(PreserveUnknownFieldsAttribute)) || property.IsDefined(typeof(EmbeddedResourceAttribute));

    private static JsonObject Opaque(PropertyInfo property) =>
        IsList(property.PropertyType, out _)
            ? throw Unsupported(property, "[PreserveUnknownFields] and [EmbeddedResource] belong on objects, not on lists")
            : new JsonObject { ["type"] = "object", [SchemaWords.PreserveUnknownFields] = true };

    private JsonObject OfType(Type declared, PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (ScalarSchemas.TryBuild(type) is { } scalar)
            return scalar;
        if (type == typeof(JsonElement) || typeof(JsonNode).IsAssignableFrom(type))
            return new JsonObject { [SchemaWords.PreserveUnknownFields] = true };
        if (IsMap(type, out var value))
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = OfType(value, property) };
        if (IsList(type, out var item))
            return new JsonObject { ["type"] = "array", ["items"] = OfType(item, property), [SchemaWords.ListType] = "atomic" };
        if (type.IsClass && type != typeof(object) && type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true)
            return Object(type);
        throw Unsupported(property, $"{type} has no schema");
    }

    private static bool IsMap(Type type, out Type value)
    {
        var map = Implemented(type, typeof(IReadOnlyDictionary<,>)) ?? Implemented(type, typeof(IDictionary<,>));
        value = map?.GenericTypeArguments[1] ?? typeof(object);
        return map?.GenericTypeArguments[0] == typeof(string);
    }

    private static bool IsList(Type type, out Type item)
    {
        var list = type == typeof(string) ? null : Implemented(type, typeof(IEnumerable<>));
        item = list?.GenericTypeArguments[0] ?? typeof(object);
        return list is not null;
    }

    private static Type? Implemented(Type type, Type generic) =>
        type.GetInterfaces().Append(type).FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == generic);

    private static void Describe(JsonObject schema, MemberInfo member)
    {
        if (member.GetCustomAttribute<DescriptionAttribute>(inherit: false) is { } description)
            schema["description"] = description.Text;
    }

    private void AddRules(JsonObject schema, MemberInfo member)
    {
        if (!options.IncludeValidationRules || ValidationRules.Of(member) is not { Count: > 0 } rules)
            return;
        if (schema[SchemaWords.Validations] is not JsonArray known)
            schema[SchemaWords.Validations] = known = [];
        rules.ForEach(known.Add);
    }

    private static InvalidOperationException Unsupported(PropertyInfo property, string why) =>
        new($"{property.DeclaringType?.Name}.{property.Name}: {why}.");
}
