using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Generation;

/// <summary>Names of types' members in JSON, by the rules of <see cref="Serialization.KubernetesJson"/>.</summary>
internal static class JsonMembers
{
    /// <summary>The members that belong into a schema, in the order of declaration.</summary>
    public static IEnumerable<JsonMember> Of(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(IsPartOfSchema)
            .OrderBy(property => property.MetadataToken)
            .Select(property => new JsonMember(NameOf(property), property));

    /// <summary>The names of an enum's members, in the order of their values.</summary>
    public static IEnumerable<string> OfEnum(Type type) =>
        Enum.GetNames(type).Select(name =>
            type.GetField(name)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? name);

    private static string NameOf(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static bool IsPartOfSchema(PropertyInfo property) =>
        property.GetMethod is { IsPublic: true }
        && property.GetIndexParameters().Length == 0
        && !property.IsDefined(typeof(IgnoreAttribute))
        && !property.IsDefined(typeof(JsonExtensionDataAttribute))
        && property.GetCustomAttribute<JsonIgnoreAttribute>() is not { Condition: JsonIgnoreCondition.Always };
}
