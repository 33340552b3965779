using System.Globalization;
using System.Text;

namespace Slipway.Api.Durations;

/// <summary>Durations as Go writes them: a sequence of whole numbers with a unit each (<c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c>).</summary>
public static class GoDuration
{
    private static readonly (string Unit, TimeSpan Size)[] Units =
    [
        ("h", TimeSpan.FromHours(1)), ("m", TimeSpan.FromMinutes(1)), ("s", TimeSpan.FromSeconds(1)), ("ms", TimeSpan.FromMilliseconds(1)),
    ];

    /// <summary>Reads a duration. False when the text does not match <see cref="Patterns.Duration"/> (at most four parts of 7 digits).</summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text is null || !Patterns.IsMatch(Patterns.Duration, text))
            return false;

        for (var at = 0; at < text.Length;)
        {
            var digits = Span(text, at, char.IsAsciiDigit);
            var letters = Span(text, at + digits, char.IsAsciiLetter);
            var amount = int.Parse(text.AsSpan(at, digits), NumberStyles.None, CultureInfo.InvariantCulture);
            var unit = text.Substring(at + digits, letters);
            duration += amount * Array.Find(Units, known => known.Unit == unit).Size;
            at += digits + letters;
        }

        return true;
    }

    /// <inheritdoc cref="TryParse"/>
    /// <exception cref="FormatException">The text is not a duration.</exception>
    public static TimeSpan Parse(string text) =>
        TryParse(text, out var duration) ? duration : throw new FormatException($"'{text}' is not a duration such as 500ms, 10m or 1h30m.");

    /// <summary>Writes a duration, largest unit first; parts of a millisecond are cut off; zero is <c>0s</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        var text = new StringBuilder();
        foreach (var (unit, size) in Units)
        {
            var amount = (long)(duration / size);
            if (amount == 0)
                continue;
            text.Append(CultureInfo.InvariantCulture, $"{amount}{unit}");
            duration -= amount * size;
        }

        return text.Length == 0 ? "0s" : text.ToString();
    }

    private static int Span(string text, int start, Func<char, bool> belongs)
    {
        var end = start;
        while (end < text.Length && belongs(text[end]))
            end++;
        return end - start;
    }
}
