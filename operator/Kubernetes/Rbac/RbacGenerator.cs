using System.Reflection;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Generation;

namespace Slipway.Kubernetes.Rbac;

/// <summary>Generates roles from the <see cref="EntityRbacAttribute"/>s and <see cref="GenericRbacAttribute"/>s of a program's classes.</summary>
public static class RbacGenerator
{
    /// <summary>A ClusterRole with the rights of all classes of these assemblies.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="assemblies">Where the classes are.</param>
    public static Manifest Generate(string name, params Assembly[] assemblies) => GenerateFile("rbac.yaml", name, assemblies);

    /// <summary>Likewise, for a file of another name. Rights about the whole cluster are left out: <see cref="GenerateClusterWide"/>.</summary>
    public static Manifest GenerateFile(string fileName, string name, params Assembly[] assemblies) => Role(fileName, name, Rules(assemblies));

    /// <summary>A ClusterRole with those rights that are about the whole cluster (<see cref="EntityRbacAttribute.ClusterWide"/>).</summary>
    public static Manifest GenerateClusterWide(string fileName, string name, params Assembly[] assemblies) =>
        Role(fileName, name, Rules(assemblies.SelectMany(assembly => assembly.GetTypes()), clusterWide: true));

    /// <summary>
    /// The least rules that grant every right asked for and no other, but for those about the whole cluster: one per group and set of
    /// verbs, sorted by group and resource, URLs last.
    /// </summary>
    public static IReadOnlyList<PolicyRule> Rules(params Assembly[] assemblies) => Rules(assemblies.SelectMany(assembly => assembly.GetTypes()));

    /// <inheritdoc cref="Rules(Assembly[])"/>
    internal static IReadOnlyList<PolicyRule> Rules(IEnumerable<Type> types, bool clusterWide = false) =>
        [.. types.SelectMany(type => Grants(type, clusterWide))
            .Where(grant => grant.Verbs != RbacVerb.None)
            .GroupBy(grant => (grant.Group, grant.Target), grant => grant.Verbs)
            .Select(rights => (rights.Key.Group, rights.Key.Target, Verbs: rights.Aggregate((all, one) => all | one)))
            .GroupBy(grant => (grant.Group, grant.Verbs), grant => grant.Target)
            .Select(rule => new PolicyRule(rule.Key.Group, [.. rule.Order(StringComparer.Ordinal)], [.. Names(rule.Key.Verbs)]))
            .OrderBy(rule => rule.Group is null)
            .ThenBy(rule => rule.Group, StringComparer.Ordinal)
            .ThenBy(rule => rule.Targets[0], StringComparer.Ordinal)];

    private static Manifest Role(string fileName, string name, IEnumerable<PolicyRule> rules) => new(fileName, new JsonObject
    {
        ["apiVersion"] = "rbac.authorization.k8s.io/v1",
        ["kind"] = "ClusterRole",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["rules"] = new JsonArray([.. rules.Select(Write)]),
    });

    private static IEnumerable<(string? Group, string Target, RbacVerb Verbs)> Grants(Type type, bool clusterWide)
    {
        foreach (var rights in type.GetCustomAttributes<EntityRbacAttribute>().Where(rights => rights.ClusterWide == clusterWide))
        {
            foreach (var entity in rights.Entities.Select(EntityDefinition.For))
            {
                var target = rights.Subresource is null ? entity.PluralName : $"{entity.PluralName}/{rights.Subresource}";
                yield return (entity.Group, target, rights.Verbs);
            }
        }

        if (clusterWide)
            yield break;
        foreach (var rights in type.GetCustomAttributes<GenericRbacAttribute>())
        {
            foreach (var group in rights.Groups)
            {
                foreach (var resource in rights.Resources)
                    yield return (group, resource, rights.Verbs);
            }

            foreach (var url in rights.Urls)
                yield return (null, url, rights.Verbs);
        }
    }

    private static IEnumerable<string> Names(RbacVerb verbs) =>
        Enum.GetValues<RbacVerb>()
            .Where(verb => int.IsPow2((int)verb) && verbs.HasFlag(verb))
            .Select(verb => verb.ToString().ToLowerInvariant());

    private static JsonObject Write(PolicyRule rule)
    {
        var written = new JsonObject { ["verbs"] = JsonValues.Array(rule.Verbs) };
        if (rule.Group is null)
        {
            written["nonResourceURLs"] = JsonValues.Array(rule.Targets);
            return written;
        }

        written["apiGroups"] = JsonValues.Array([rule.Group]);
        written["resources"] = JsonValues.Array(rule.Targets);
        return written;
    }
}
