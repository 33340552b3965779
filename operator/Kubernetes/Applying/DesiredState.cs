using System.Text.Json;

namespace Slipway.Kubernetes.Applying;

/// <summary>
/// Tells, without asking the server, whether a server-side apply would change an object. What the server adds
/// (defaults, status, fields of other managers) does not count; what it writes differently (quantities, times, dropped
/// empty values) counts as equal.
/// </summary>
/// <remarks>
/// A field that was applied once and is no longer desired cannot be told from another manager's field by looking at
/// values. Pass <c>fieldManager</c> when the live object still has its <c>managedFields</c>, or keep a hash of what was
/// applied in an annotation of the desired object: then dropping a field changes the hash.
/// </remarks>
public static class DesiredState
{
    /// <summary>Whether applying <paramref name="desired"/> leaves <paramref name="live"/> as it is.</summary>
    public static bool Covers(JsonElement live, JsonElement desired) => FirstDifference(live, desired) is null;

    /// <inheritdoc cref="Covers(JsonElement, JsonElement)"/>
    /// <param name="difference">The first differing path, for example <c>spec.template.spec.containers[name=web].image</c>; null when covered.</param>
    public static bool Covers(JsonElement live, JsonElement desired, out string? difference)
    {
        difference = FirstDifference(live, desired);
        return difference is null;
    }

    /// <summary>The first path, in the order of <paramref name="desired"/>, that an apply would change; null when there is none.</summary>
    /// <param name="fieldManager">Also look for fields that this manager applied earlier and no longer desires; null: do not.</param>
    public static string? FirstDifference(JsonElement live, JsonElement desired, string? fieldManager = null)
    {
        foreach (var member in desired.EnumerateObject())
        {
            if (member.NameEquals("status"))
                continue;
            var difference = member.NameEquals("metadata")
                ? MetadataDifference(live, member.Value)
                : Subset.MemberDifference(live, member, ValuePath.Root);
            if (difference is not null)
                return difference;
        }

        return fieldManager is null ? null : OwnedFields.FirstAbandoned(live, desired, fieldManager);
    }

    private static string? MetadataDifference(JsonElement live, JsonElement desired)
    {
        var path = ValuePath.Root.Member("metadata");
        if (desired.ValueKind != JsonValueKind.Object)
            return null;
        if (!live.TryGetProperty("metadata", out var liveMetadata))
            return path.ToString();
        return desired.EnumerateObject()
            .Where(member => !ServerOwned(member.Name))
            .Select(member => Subset.MemberDifference(liveMetadata, member, path))
            .FirstOrDefault(difference => difference is not null);
    }

    private static bool ServerOwned(string member) => member
        is "resourceVersion" or "uid" or "generation" or "creationTimestamp" or "managedFields" or "selfLink"
        or "deletionTimestamp" or "deletionGracePeriodSeconds";
}
