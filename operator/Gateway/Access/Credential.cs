using Microsoft.AspNetCore.Http;

namespace Slipway.Gateway.Access;

/// <summary>What a caller shows: <c>x-api-key</c>, or <c>authorization: Bearer</c> with a key or a token.</summary>
/// <param name="Secret">Key or token; null: none that can be read.</param>
/// <param name="IsBearer">Whether it may be a token.</param>
internal readonly record struct Credential(string? Secret, bool IsBearer)
{
    public const string KeyHeader = "x-api-key";

    private const string Scheme = "Bearer ";

    private const int Longest = 16 * 1024;

    /// <summary>A header that comes twice says nothing: it is not known which of the two somebody else has looked at.</summary>
    public static Credential Of(IHeaderDictionary headers)
    {
        if (headers.TryGetValue(KeyHeader, out var keys))
            return new Credential(Usable(keys.Count == 1 ? keys[0] : null), IsBearer: false);
        var given = headers.Authorization;
        return given.Count == 1 && given[0] is { } text && text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? new Credential(Usable(text[Scheme.Length..].Trim(' ')), IsBearer: true)
            : default;
    }

    private static string? Usable(string? text) => text is { Length: > 0 and <= Longest } ? text : null;
}
