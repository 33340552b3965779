using System.Globalization;
using System.Text.Json;

namespace Slipway.Kubernetes.Applying;

/// <summary>Compares single values: amounts as amounts, times as instants, all else exactly.</summary>
internal static class Scalars
{
    public static bool AreEqual(JsonElement live, JsonElement desired, ValuePath path)
    {
        if (IsQuantity(path))
            return new ResourceQuantity(live.ToString()).IsSameAmountAs(desired.ToString());
        if (live.ValueKind != desired.ValueKind)
            return false;
        return live.ValueKind switch
        {
            JsonValueKind.String => live.ValueEquals(desired.GetString())
                || (!EmptyValues.IsStringMap(path.HolderName) && AreSameInstant(live.GetString()!, desired.GetString()!)),
            JsonValueKind.Number => AreSameNumber(live, desired),
            _ => true,
        };
    }

    private static bool IsQuantity(ValuePath path) =>
        path.HolderName is "limits" or "requests" or "hard" or "capacity" or "allocatable" or "overhead"
        || path.MemberName == "sizeLimit";

    private static bool AreSameNumber(JsonElement live, JsonElement desired) =>
        live.TryGetDecimal(out var mine) && desired.TryGetDecimal(out var theirs)
            ? mine == theirs
            : live.GetDouble().Equals(desired.GetDouble());

    private static bool AreSameInstant(string live, string desired) =>
        TryInstant(live, out var mine) && TryInstant(desired, out var theirs) && mine == theirs;

    private static bool TryInstant(string text, out DateTimeOffset instant)
    {
        instant = default;
        return text.Length >= 20 && text[4] == '-' && text[10] == 'T'
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
    }
}
