using System.Globalization;

namespace Slipway.Runtime.Server.Arguments;

/// <summary>Numbers of bytes as Kubernetes writes them.</summary>
internal static class ByteSize
{
    private static readonly string[] Units = ["Ki", "Mi", "Gi", "Ti"];

    /// <summary>Reads digits, alone or with Ki, Mi, Gi or Ti behind them; null for anything else, for 0, and for what is too large.</summary>
    public static long? Parse(string text)
    {
        var unit = Array.FindIndex(Units, name => text.EndsWith(name, StringComparison.Ordinal));
        var digits = unit < 0 ? text : text[..^2];
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0) return null;
        var shift = 10 * (unit + 1);
        return number > long.MaxValue >> shift ? null : number << shift;
    }
}
