using System.Text.Json;

namespace Slipway.Runtime.Protocol.Parsing;

/// <summary>Reads the value that the reader stands on, or refuses with the name of the member.</summary>
internal static class JsonValues
{
    /// <summary>Moves to the first member's name or the end of the object that the reader stands on.</summary>
    public static void EnterObject(ref Utf8JsonReader reader, string what)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new RefusedException($"{what} must be an object");
    }

    public static void EnterArray(ref Utf8JsonReader reader, string what)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new RefusedException($"{what} must be an array");
    }

    public static string Text(ref Utf8JsonReader reader, string what, int maxLength)
    {
        if (reader.TokenType != JsonTokenType.String) throw new RefusedException($"{what} must be a string");
        if (reader.ValueSpan.Length > maxLength * 6L) throw new RefusedException($"{what} is too long");
        try
        {
            var text = reader.GetString()!;
            return text.Length <= maxLength ? text : throw new RefusedException($"{what} is longer than {maxLength} characters");
        }
        catch (InvalidOperationException)
        {
            throw new RefusedException($"{what} is not valid Unicode");
        }
    }

    public static bool Boolean(ref Utf8JsonReader reader, string what) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw new RefusedException($"{what} must be true or false"),
    };

    /// <summary>A whole number from 0 to <paramref name="maximum"/>.</summary>
    public static long Count(ref Utf8JsonReader reader, string what, long maximum = long.MaxValue)
    {
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var value) || value < 0)
        {
            throw new RefusedException($"{what} must be a whole number that is not negative");
        }

        return value <= maximum ? value : throw new RefusedException($"{what} is larger than {maximum}");
    }
}
