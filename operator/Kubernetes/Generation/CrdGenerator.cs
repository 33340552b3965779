using System.Reflection;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Generation;

/// <summary>Generates CustomResourceDefinitions (apiextensions.k8s.io/v1) from entity types and their attributes.</summary>
public static class CrdGenerator
{
    /// <inheritdoc cref="Generate(CrdOptions, Type[])"/>
    public static Manifest Generate(params Type[] entityVersions) => Generate(CrdOptions.Default, entityVersions);

    /// <summary>The definition of one kind.</summary>
    /// <param name="options">What it may contain.</param>
    /// <param name="entityVersions">
    /// One type per version of the kind, newest first. With several, exactly one carries <see cref="StorageVersionAttribute"/>.
    /// </param>
    /// <exception cref="InvalidOperationException">The types disagree, or an attribute does not fit its property.</exception>
    public static Manifest Generate(CrdOptions options, params Type[] entityVersions)
    {
        if (entityVersions.Length == 0)
            throw new InvalidOperationException("A definition needs at least one version.");

        var definitions = Array.ConvertAll(entityVersions, EntityDefinition.For);
        var kind = definitions[0];
        if (definitions.Any(other => (other.Group, other.Kind, other.PluralName, other.Scope) != (kind.Group, kind.Kind, kind.PluralName, kind.Scope)))
            throw new InvalidOperationException($"The versions of {kind.Kind} differ in group, kind, plural or scope.");

        var stored = StoredVersion(entityVersions);
        var versions = entityVersions.Select(type => CrdVersion.Build(type, isStored: type == stored, options));
        var name = $"{kind.PluralName}.{kind.Group}";
        return new Manifest($"{kind.Group}_{kind.PluralName}.yaml", new JsonObject
        {
            ["apiVersion"] = "apiextensions.k8s.io/v1",
            ["kind"] = "CustomResourceDefinition",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject
            {
                ["group"] = kind.Group,
                ["names"] = Names(kind, stored),
                ["scope"] = kind.Scope.ToString(),
                ["versions"] = new JsonArray([.. versions]),
            },
        });
    }

    private static Type StoredVersion(Type[] versions)
    {
        if (versions.Length == 1)
            return versions[0];
        var marked = versions.Where(type => type.IsDefined(typeof(StorageVersionAttribute), inherit: false)).ToList();
        return marked.Count == 1
            ? marked[0]
            : throw new InvalidOperationException($"Exactly one of {versions.Length} versions must be marked [StorageVersion], not {marked.Count}.");
    }

    private static JsonObject Names(EntityDefinition kind, Type type)
    {
        var names = new JsonObject
        {
            ["kind"] = kind.Kind,
            ["listKind"] = $"{kind.Kind}List",
            ["plural"] = kind.PluralName,
            ["singular"] = kind.Kind.ToLowerInvariant(),
        };
        if (type.GetCustomAttribute<KubernetesEntityShortNamesAttribute>() is { ShortNames.Length: > 0 } shortNames)
            names["shortNames"] = JsonValues.Array(shortNames.ShortNames);
        if (type.GetCustomAttribute<KubernetesEntityCategoriesAttribute>() is { Categories.Length: > 0 } categories)
            names["categories"] = JsonValues.Array(categories.Categories);
        return names;
    }
}
