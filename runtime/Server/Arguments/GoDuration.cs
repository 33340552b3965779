using System.Globalization;

namespace Slipway.Runtime.Server.Arguments;

/// <summary>Durations as Go writes them: <c>500ms</c>, <c>10s</c>, <c>1h30m</c>, <c>1.5s</c>; <c>0</c> needs no unit.</summary>
internal static class GoDuration
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("ns", 0), ("us", TimeSpan.TicksPerMicrosecond), ("µs", TimeSpan.TicksPerMicrosecond), ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond), ("m", TimeSpan.TicksPerMinute), ("h", TimeSpan.TicksPerHour),
    ];

    /// <summary>Parses a duration that is not negative and at most 1,000 hours.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text == "0")
            return true;
        var rest = text.AsSpan();
        var ticks = 0m;
        while (!rest.IsEmpty)
        {
            var number = rest[..Length(rest, isUnit: false)];
            rest = rest[number.Length..];
            var unit = rest[..Length(rest, isUnit: true)].ToString();
            rest = rest[unit.Length..];
            var known = Array.FindIndex(Units, candidate => candidate.Unit == unit);
            if (known < 0 || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value > 1e9m)
                return false;
            ticks += unit == "ns" ? value / 100 : value * Units[known].Ticks;
        }

        if (text.Length == 0 || ticks > 1000 * (decimal)TimeSpan.TicksPerHour)
            return false;
        duration = TimeSpan.FromTicks((long)ticks);
        return true;
    }

    private static int Length(ReadOnlySpan<char> text, bool isUnit)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiDigit(text[length]) || text[length] == '.') != isUnit)
            length++;
        return length;
    }
}
