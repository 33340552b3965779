using System.Collections.Concurrent;
using System.Reflection;
using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Entities;

/// <summary>Where a kind lives in the API.</summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Version">API version, for example <c>v1</c>.</param>
/// <param name="Kind">Singular CamelCase name.</param>
/// <param name="PluralName">Lower-case name used in URLs.</param>
/// <param name="Scope">Whether objects live in namespaces.</param>
public sealed record EntityDefinition(string Group, string Version, string Kind, string PluralName, EntityScope Scope)
{
    private static readonly ConcurrentDictionary<Type, EntityDefinition> Known = new();

    /// <summary><c>group/version</c>, or <c>version</c> for the core group.</summary>
    public string GroupVersion { get; } = Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>Versions to ask for where the server does not know <see cref="Version"/>, newest first.</summary>
    public IReadOnlyList<string> OlderVersions { get; private init; } = [];

    public bool IsNamespaced => Scope == EntityScope.Namespaced;

    /// <summary>The definition declared by the type's attributes.</summary>
    /// <exception cref="InvalidOperationException">The type has no <see cref="KubernetesEntityAttribute"/>.</exception>
    public static EntityDefinition For<TEntity>() => For(typeof(TEntity));

    /// <inheritdoc cref="For{TEntity}"/>
    public static EntityDefinition For(Type type) => Known.GetOrAdd(type, Read);

    /// <summary>The same kind in another version.</summary>
    internal EntityDefinition In(string version) => version == Version ? this : new(Group, version, Kind, PluralName, Scope);

    private static EntityDefinition Read(Type type)
    {
        var entity = type.GetCustomAttribute<KubernetesEntityAttribute>(inherit: false)
            ?? throw new InvalidOperationException($"{type} has no [KubernetesEntity] attribute.");
        var scope = type.GetCustomAttribute<EntityScopeAttribute>(inherit: false)?.Scope ?? EntityScope.Namespaced;
        var plural = entity.PluralName ?? $"{entity.Kind.ToLowerInvariant()}s";
        return new EntityDefinition(entity.Group, entity.ApiVersion, entity.Kind, plural, scope) { OlderVersions = entity.OlderVersions };
    }
}
