using System.Globalization;

namespace Slipway.Kubernetes.Quantities;

/// <summary>Parses Kubernetes quantities: a decimal number and a binary (Ki…Ei), decimal (n…E) or exponent suffix.</summary>
internal static class QuantityParser
{
    private static readonly Dictionary<string, decimal> Suffixes = new(StringComparer.Ordinal)
    {
        [""] = 1m,
        ["n"] = 1e-9m,
        ["u"] = 1e-6m,
        ["m"] = 1e-3m,
        ["k"] = 1e3m,
        ["M"] = 1e6m,
        ["G"] = 1e9m,
        ["T"] = 1e12m,
        ["P"] = 1e15m,
        ["E"] = 1e18m,
        ["Ki"] = 1024m,
        ["Mi"] = 1048576m,
        ["Gi"] = 1073741824m,
        ["Ti"] = 1099511627776m,
        ["Pi"] = 1125899906842624m,
        ["Ei"] = 1152921504606846976m,
    };

    public static bool TryParse(string? text, out decimal amount)
    {
        amount = 0;
        if (string.IsNullOrEmpty(text))
            return false;

        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.' || (end == 0 && text[end] is '+' or '-')))
            end++;

        var suffix = text[end..];
        if (!decimal.TryParse(text.AsSpan(0, end), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return false;
        if (!TryFactor(suffix, out var factor))
            return false;

        try
        {
            amount = number * factor;
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static bool TryFactor(string suffix, out decimal factor)
    {
        if (Suffixes.TryGetValue(suffix, out factor))
            return true;
        if (suffix is not ['e' or 'E', ..] || !int.TryParse(suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent))
            return false;
        if (exponent is < -18 or > 24)
            return false;
        factor = 1;
        for (var i = 0; i < Math.Abs(exponent); i++)
            factor = exponent > 0 ? factor * 10 : factor / 10;
        return true;
    }
}
