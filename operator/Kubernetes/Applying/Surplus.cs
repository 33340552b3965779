using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Slipway.Kubernetes.Applying;

/// <summary>
/// Finds members that only the live side has, within lists that an apply replaces whole: there a leftover belongs to
/// nobody else and would be removed, unless the server put it there as a default.
/// </summary>
internal static class Surplus
{
    public static string? FirstSurplus(JsonElement live, JsonElement desired, ValuePath path)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (live.ValueKind == JsonValueKind.Array && desired.ValueKind == JsonValueKind.Array)
            return InList(live, desired, path);
        if (live.ValueKind != JsonValueKind.Object || desired.ValueKind != JsonValueKind.Object)
            return null;

        foreach (var member in live.EnumerateObject())
        {
            var memberPath = path.Member(member.Name);
            if (!desired.TryGetProperty(member.Name, out var desiredValue) || desiredValue.ValueKind == JsonValueKind.Null)
            {
                if (!IsDefault(member) && !EmptyValues.AreDropped(member.Value, memberPath))
                    return memberPath.ToString();
            }
            else if (FirstSurplus(member.Value, desiredValue, memberPath) is { } surplus)
            {
                return surplus;
            }
        }

        return null;
    }

    private static string? InList(JsonElement live, JsonElement desired, ValuePath path)
    {
        for (var i = 0; i < Math.Min(live.GetArrayLength(), desired.GetArrayLength()); i++)
        {
            if (FirstSurplus(live[i], desired[i], path.Element($"{i}")) is { } surplus)
                return surplus;
        }

        return null;
    }

    /// <summary>Defaults that the server writes into elements of such lists (network policy ports, field references, token volumes).</summary>
    private static bool IsDefault(JsonProperty member) => member.Name switch
    {
        "protocol" => member.Value.ValueEquals("TCP"),
        "apiVersion" => member.Value.ValueEquals("v1"),
        "expirationSeconds" => member.Value is { ValueKind: JsonValueKind.Number } && member.Value.GetRawText() == "3600",
        _ => false,
    };
}
