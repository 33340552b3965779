using System.Reflection;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Entities.Attributes;
using Slipway.Kubernetes.Schemas;

namespace Slipway.Kubernetes.Generation;

/// <summary>The schema of a whole object: what every object has, and the members that the type adds.</summary>
internal static class EntitySchema
{
    private const string ApiVersionText =
        "APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized schemas to the "
        + "latest internal value, and may reject unrecognized values.";

    private const string KindText =
        "Kind is a string value representing the REST resource this object represents. Servers may infer this from the endpoint the "
        + "client submits requests to. Cannot be updated. In CamelCase.";

    public static JsonObject Build(Type type, CrdOptions options)
    {
        var schema = new SchemaBuilder(options).Object(type);
        var properties = schema["properties"]!.AsObject();
        properties["apiVersion"] = new JsonObject { ["type"] = "string", ["description"] = ApiVersionText };
        properties["kind"] = new JsonObject { ["type"] = "string", ["description"] = KindText };
        properties["metadata"] = Metadata(type);
        RequireSpecWithRequiredFields(schema, properties);
        RefuseInvalidDefaults(type, schema);
        return schema;
    }

    private static JsonObject Metadata(Type type)
    {
        var metadata = new JsonObject { ["type"] = "object" };
        if (type.GetCustomAttribute<MetadataNameAttribute>() is { } limits)
        {
            metadata["properties"] = new JsonObject
            {
                ["name"] = new JsonObject { ["type"] = "string", ["pattern"] = limits.Pattern, ["maxLength"] = limits.MaxLength },
            };
        }

        return metadata;
    }

    // An absent spec would otherwise pass without any of its required fields.
    private static void RequireSpecWithRequiredFields(JsonObject schema, JsonObject properties)
    {
        if (properties["spec"]?["required"] is null)
            return;
        var required = schema["required"] as JsonArray ?? [];
        if (!required.Any(name => name!.GetValue<string>() == "spec"))
            required.Add("spec");
        schema["required"] = required;
    }

    private static void RefuseInvalidDefaults(Type type, JsonObject schema)
    {
        foreach (var (path, property) in SchemaWalk.Properties(schema))
        {
            if (property["default"] is not { } value)
                continue;
            var defaulted = value.DeepClone();
            SchemaDefaults.Apply(property, defaulted);
            if (SchemaValidator.Validate(property, defaulted, path) is [var first, ..])
                throw new InvalidOperationException($"The default of {path} in {type.Name} breaks its own schema: {first}");
        }
    }
}
