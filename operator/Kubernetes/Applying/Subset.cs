using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Slipway.Kubernetes.Applying;

/// <summary>Compares maps by what is desired of them: members that only the live object has are someone else's.</summary>
internal static class Subset
{
    public static string? MemberDifference(JsonElement live, JsonProperty desired, ValuePath holder)
    {
        var path = holder.Member(desired.Name);
        if (live.ValueKind == JsonValueKind.Object && live.TryGetProperty(desired.Name, out var liveValue) && liveValue.ValueKind != JsonValueKind.Null)
            return Difference(liveValue, desired.Value, path);
        return EmptyValues.AreDropped(desired.Value, path) ? null : path.ToString();
    }

    /// <exception cref="InsufficientExecutionStackException">The values are nested too deep: an error of theirs, not the end of the process.</exception>
    public static string? Difference(JsonElement live, JsonElement desired, ValuePath path)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return desired.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Object => live.ValueKind == JsonValueKind.Object ? MapDifference(live, desired, path) : path.ToString(),
            JsonValueKind.Array => live.ValueKind == JsonValueKind.Array ? Lists.Difference(live, desired, path) : path.ToString(),
            _ => Scalars.AreEqual(live, desired, path) ? null : path.ToString(),
        };
    }

    private static string? MapDifference(JsonElement live, JsonElement desired, ValuePath path)
    {
        foreach (var member in desired.EnumerateObject())
        {
            if (MemberDifference(live, member, path) is { } difference)
                return difference;
        }

        return null;
    }
}
