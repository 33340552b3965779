using Slipway.Kubernetes.Models;
using Slipway.Local.Kinds;
using Slipway.Local.Store;
using Slipway.Local.Writes;

namespace Slipway.Local.Garbage;

/// <summary>Objects whose deletion waits for what is in them: namespaces, and definitions of custom kinds.</summary>
internal static class Containers
{
    private static readonly ResourceType Namespaces = BuiltInTypes.Of<V1Namespace>();

    private static readonly ResourceType Definitions = BuiltInTypes.Of<V1CustomResourceDefinition>();

    public static bool IsContainer(StoredObject stored) => stored.Type.Resource == Namespaces.Resource || stored.Type.Resource == Definitions.Resource;

    /// <summary>The containers that an object is in.</summary>
    public static IEnumerable<StoredObject> Of(StoredObject stored, ObjectTable table)
    {
        if (stored.Type.Definition.IsNamespaced && table.Find(Namespaces, new("", stored.Key.Namespace)) is { } home)
            yield return home;
        if (stored.Type.IsCustom && table.Find(Definitions, new("", stored.Type.Resource)) is { } definition)
            yield return definition;
    }

    public static IEnumerable<StoredObject> ContentsOf(StoredObject container, ObjectTable table) =>
        container.Type.Resource == Namespaces.Resource
            ? table.InNamespace(container.Key.Name)
            : CustomTypes.Of(container.Body).Take(1).SelectMany(table.OfKind);

    /// <summary>The container without what held it.</summary>
    public static JsonObject Released(StoredObject container)
    {
        var body = container.Copy();
        if (container.Type.Resource == Namespaces.Resource)
            body["spec"]!.AsObject().Remove("finalizers");
        else
            Deletion.SetFinalizers(body.Metadata(), [.. container.Finalizers.Where(name => name != Initialization.DefinitionFinalizer)]);
        return body;
    }
}
