namespace Slipway.Local.Kinds;

/// <summary>Reads the kinds out of a CustomResourceDefinition.</summary>
internal static class CustomTypes
{
    public static IEnumerable<ResourceType> Of(JsonObject customResourceDefinition)
    {
        var spec = customResourceDefinition["spec"]!.AsObject();
        foreach (var version in spec["versions"]!.AsArray().Select(version => version!.AsObject()))
        {
            if (version["served"]?.GetValue<bool>() != true)
                continue;
            var subresources = version["subresources"] as JsonObject;
            yield return new ResourceType
            {
                Definition = new EntityDefinition(
                    spec.Text("group")!,
                    version.Text("name")!,
                    spec.Text("names", "kind")!,
                    spec.Text("names", "plural")!,
                    Enum.Parse<EntityScope>(spec.Text("scope")!)),
                Schema = WithMetadata(version["schema"]!["openAPIV3Schema"]!.DeepClone().AsObject()),
                IsCustom = true,
                CountsGenerations = true,
                HasStatus = subresources?.ContainsKey("status") == true,
                Scale = Scale(subresources?["scale"] as JsonObject),
            };
        }
    }

    // A definition says little about metadata; how its lists merge is the same for every kind.
    private static JsonObject WithMetadata(JsonObject schema)
    {
        if (schema["properties"] is not JsonObject properties)
            schema["properties"] = properties = [];
        var metadata = BuiltInSchemas.Metadata();
        if (properties["metadata"]?["properties"]?["name"] is { } name)
            metadata["properties"]!["name"] = name.DeepClone();
        properties["metadata"] = metadata;
        return schema;
    }

    private static ScalePaths? Scale(JsonObject? scale) => scale is null
        ? null
        : ScalePaths.Parse(scale.Text("specReplicasPath")!, scale.Text("statusReplicasPath")!, scale.Text("labelSelectorPath"));
}
