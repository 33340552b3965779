using System.Text.Json;

namespace Slipway.Kubernetes.Applying;

/// <summary>Compares lists as server-side apply merges them: by key, as a set, or whole.</summary>
internal static class Lists
{
    public static string? Difference(JsonElement live, JsonElement desired, ValuePath path)
    {
        if (ListKeys.IsSet(path))
            return SetDifference(live, desired, path);
        return ListKeys.For(path, desired) is { } keys
            ? KeyedDifference(live, desired, keys, path)
            : WholeDifference(live, desired, path);
    }

    private static string? KeyedDifference(JsonElement live, JsonElement desired, IReadOnlyList<string> keys, ValuePath path)
    {
        var liveByKey = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var element in live.EnumerateArray())
            liveByKey.TryAdd(ListKeys.KeyOf(element, keys), element);

        foreach (var element in desired.EnumerateArray())
        {
            var key = ListKeys.KeyOf(element, keys);
            var elementPath = path.Element(key);
            var difference = liveByKey.TryGetValue(key, out var liveElement)
                ? Subset.Difference(liveElement, element, elementPath)
                : elementPath.ToString();
            if (difference is not null)
                return difference;
        }

        return null;
    }

    private static string? SetDifference(JsonElement live, JsonElement desired, ValuePath path)
    {
        foreach (var element in desired.EnumerateArray())
        {
            if (!live.EnumerateArray().Any(candidate => JsonElement.DeepEquals(candidate, element)))
                return path.Element(element.ToString()).ToString();
        }

        return null;
    }

    /// <summary>An apply replaces such a list, so both must agree element by element, and in both directions.</summary>
    private static string? WholeDifference(JsonElement live, JsonElement desired, ValuePath path)
    {
        if (live.GetArrayLength() != desired.GetArrayLength())
            return path.ToString();
        for (var i = 0; i < desired.GetArrayLength(); i++)
        {
            var elementPath = path.Element($"{i}");
            if ((Subset.Difference(live[i], desired[i], elementPath) ?? Surplus.FirstSurplus(live[i], desired[i], elementPath)) is { } difference)
                return difference;
        }

        return null;
    }
}
