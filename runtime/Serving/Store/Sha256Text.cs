namespace Slipway.Runtime.Serving.Store;

/// <summary>SHA-256 digests as people write them.</summary>
internal static class Sha256Text
{
    private const int HexDigits = 64;

    /// <summary>Whether it is 64 lower-case hex digits.</summary>
    public static bool IsHex(string text) =>
        text.Length == HexDigits && text.All(character => char.IsAsciiDigit(character) || character is >= 'a' and <= 'f');

    /// <summary>The lower-case digits, with or without <c>sha256:</c> before them; null when it is not a digest.</summary>
    public static string? Normal(string text)
    {
        var lower = text.Trim().ToLowerInvariant();
        var digits = lower.StartsWith(Digests.Prefix, StringComparison.Ordinal) ? lower[Digests.Prefix.Length..] : lower;
        return IsHex(digits) ? digits : null;
    }
}
