using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Slipway.Gateway.Tests.Harness;

/// <summary>Someone who signs tokens.</summary>
internal sealed class TestIssuer : IDisposable
{
    public const string Name = "https://issuer.example";

    public const string Audience = "ocr";

    private readonly RSA rsa = RSA.Create(2048);

    /// <summary>The public keys, as jwks.json.</summary>
    public string Jwks => Set(Public());

    public static string Set(params object[] keys) => JsonSerializer.Serialize(new { keys });

    public object Public() => new { kty = "RSA", kid = "one", use = "sig", n = Part(rsa.ExportParameters(false).Modulus!), e = Part(rsa.ExportParameters(false).Exponent!) };

    /// <summary>A token that is in order, but for what is given.</summary>
    public string Token(
        DateTimeOffset now, string subject = "alice", string issuer = Name, string audience = Audience, double lifeSeconds = 300, string? scope = null, string algorithm = "RS256")
    {
        var claims = new Dictionary<string, object> { ["sub"] = subject };
        if (scope is not null)
            claims["scope"] = scope;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = now.UtcDateTime.AddSeconds(Math.Min(0, lifeSeconds) - 1),
            Expires = now.UtcDateTime.AddSeconds(lifeSeconds),
            Claims = claims,
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = "one" }, algorithm),
        });
    }

    /// <summary>The same claims without a signature.</summary>
    public string Unsigned(DateTimeOffset now) => $"{Part("""{"alg":"none","typ":"JWT"}"""u8)}.{Token(now).Split('.')[1]}.";

    /// <summary>The oldest trick: signed by HMAC with the public key as the secret.</summary>
    public string SignedWithPublicKey(DateTimeOffset now)
    {
        var text = $"{Part("""{"alg":"HS256","typ":"JWT","kid":"one"}"""u8)}.{Token(now).Split('.')[1]}";
        return $"{text}.{Part(HMACSHA256.HashData(Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem()), Encoding.ASCII.GetBytes(text)))}";
    }

    public void Dispose() => rsa.Dispose();

    private static string Part(ReadOnlySpan<byte> bytes) => Base64UrlEncoder.Encode(bytes.ToArray());
}
