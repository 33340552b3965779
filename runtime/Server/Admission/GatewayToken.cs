using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Slipway.Runtime.Server.Admission;

/// <summary>
/// A signed token (RFC 7519) of a gateway, of the one kind that gateways make: ES256, one audience, a time of expiry. Whatever else a token
/// may be is not read, so that nothing of it can be wrong.
/// </summary>
internal sealed record GatewayToken
{
    private const int Longest = 2048;

    private static readonly SearchValues<char> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    private GatewayToken(byte[] signed, byte[] signature, string audience, DateTimeOffset expires) =>
        (Signed, Signature, Audience, Expires) = (signed, signature, audience, expires);

    /// <summary>What the signature is of.</summary>
    public byte[] Signed { get; }

    /// <summary>r and s, 32 bytes each (RFC 7518, 3.4).</summary>
    public byte[] Signature { get; }

    /// <summary>Whom it is for.</summary>
    public string Audience { get; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset Expires { get; }

    /// <summary>Takes a token apart; null when it is not of that kind. Nothing of it may be believed before <see cref="IsSignedBy"/>.</summary>
    public static GatewayToken? Read(string text)
    {
        if (text.Length > Longest || text.Split('.') is not [var header, var claims, var signature])
            return null;
        try
        {
            if (Decode(header) is not { } first || Decode(claims) is not { } second || Decode(signature) is not { Length: 64 } third || !IsEs256(first))
                return null;
            using var json = JsonDocument.Parse(second, Strict);
            return ReadClaims(json.RootElement) is (var audience, var expires)
                ? new GatewayToken(Encoding.ASCII.GetBytes(text[..(header.Length + 1 + claims.Length)]), third, audience, expires)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether the holder of a key has signed it.</summary>
    public bool IsSignedBy(ECDsa key) => key.VerifyData(Signed, Signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    // What a header says it must be understood for (crit), nobody here understands.
    private static bool IsEs256(byte[] header)
    {
        using var json = JsonDocument.Parse(header, Strict);
        var root = json.RootElement;
        return root.ValueKind == JsonValueKind.Object
            && root.TryGetProperty("alg", out var algorithm) && algorithm.ValueKind == JsonValueKind.String && algorithm.ValueEquals("ES256")
            && !root.TryGetProperty("crit", out _);
    }

    private static (string Audience, DateTimeOffset Expires)? ReadClaims(JsonElement claims) =>
        claims.ValueKind == JsonValueKind.Object
        && claims.TryGetProperty("aud", out var audience) && audience.ValueKind == JsonValueKind.String
        && claims.TryGetProperty("exp", out var expires) && expires.ValueKind == JsonValueKind.Number
        && expires.TryGetInt64(out var seconds) && seconds is > 0 and < 253_402_300_800 // The year 10000.
            ? (audience.GetString()!, DateTimeOffset.FromUnixTimeSeconds(seconds))
            : null;

    private static byte[]? Decode(string part)
    {
        if (part.Length == 0 || part.Length % 4 == 1 || part.AsSpan().ContainsAnyExcept(Alphabet))
            return null;
        var bytes = new byte[Base64Url.GetMaxDecodedLength(part.Length)];
        return Base64Url.TryDecodeFromChars(part, bytes, out var written) ? bytes[..written] : null;
    }
}
