namespace Slipway.Local.Kinds;

/// <summary>The kinds that are served: the built-in ones, and those that stored CustomResourceDefinitions add.</summary>
internal sealed class ResourceCatalog
{
    private readonly Dictionary<(string Group, string Version, string Plural), ResourceType> served =
        BuiltInTypes.All.ToDictionary(type => Key(type.Definition));

    /// <summary>The served kind of this definition; null when there is none.</summary>
    public ResourceType? Find(EntityDefinition definition) => served.GetValueOrDefault(Key(definition));

    /// <summary>Serves what a CustomResourceDefinition describes, in place of what it described before.</summary>
    public void Serve(JsonObject customResourceDefinition)
    {
        Withdraw(customResourceDefinition);
        foreach (var type in CustomTypes.Of(customResourceDefinition))
            served[Key(type.Definition)] = type;
    }

    /// <summary>Serves it no more; returns the kinds withdrawn.</summary>
    public IReadOnlyList<ResourceType> Withdraw(JsonObject customResourceDefinition)
    {
        var group = customResourceDefinition.Text("spec", "group");
        var plural = customResourceDefinition.Text("spec", "names", "plural");
        var withdrawn = served.Values.Where(type => type.IsCustom && type.Definition.Group == group && type.Definition.PluralName == plural).ToList();
        foreach (var type in withdrawn)
            served.Remove(Key(type.Definition));
        return withdrawn;
    }

    private static (string Group, string Version, string Plural) Key(EntityDefinition definition) =>
        (definition.Group, definition.Version, definition.PluralName);
}
