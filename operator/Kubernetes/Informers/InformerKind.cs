using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Informers;

/// <summary>What an informer follows. Informers of equal kinds are one.</summary>
/// <param name="Entity">The entity type.</param>
/// <param name="LabelSelector">Only objects with these labels; null: all.</param>
internal sealed record InformerKind(Type Entity, string? LabelSelector)
{
    /// <summary>Whether work begins without it: what it would tell is useful, but not needed.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Plural name and group, with the selector when there is one: <c>deployments.apps{app=web}</c>.</summary>
    public string Name { get; } = NameOf(EntityDefinition.For(Entity), LabelSelector);

    public static InformerKind Of<TEntity>(string? labelSelector)
        where TEntity : class, IMetadata<V1ObjectMeta> => new(typeof(TEntity), labelSelector);

    /// <summary>The namespaces to follow one by one; a single null: all at once.</summary>
    /// <param name="namespaces">Those the operator is limited to; empty: none. Cluster-scoped kinds are never limited.</param>
    public IReadOnlyList<string?> Scopes(IReadOnlyList<string> namespaces) =>
        namespaces.Count == 0 || !EntityDefinition.For(Entity).IsNamespaced ? [null] : [.. namespaces.Distinct()];

    private static string NameOf(EntityDefinition definition, string? selector)
    {
        var name = definition.Group.Length == 0 ? definition.PluralName : $"{definition.PluralName}.{definition.Group}";
        return selector is null ? name : $"{name}{{{selector}}}";
    }
}
