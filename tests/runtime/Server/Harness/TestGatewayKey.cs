using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.Runtime.Server.Tests.Harness;

/// <summary>Somebody who signs as gateways do, by hand, so that anything can be wrong with it.</summary>
internal sealed class TestGatewayKey : IDisposable
{
    public const string Audience = "vision/m";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>What the runtime is told.</summary>
    public string Public => Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());

    /// <summary>A token in order.</summary>
    public string Token(DateTimeOffset now, string audience = Audience, double lifeSeconds = 60) =>
        Sign("""{"alg":"ES256","typ":"JWT"}""", $$"""{"aud":"{{audience}}","exp":{{now.AddSeconds(lifeSeconds).ToUnixTimeSeconds()}}}""");

    /// <summary>Any header and any claims, signed.</summary>
    public string Sign(string header, string claims)
    {
        var text = $"{Part(header)}.{Part(claims)}";
        return $"{text}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
    }

    /// <summary>The oldest trick: a hash keyed with what everybody knows.</summary>
    public string SignWithPublicKey(DateTimeOffset now)
    {
        var text = $"{Part("""{"alg":"HS256"}""")}.{Token(now).Split('.')[1]}";
        return $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(_key.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(text)))}";
    }

    public void Dispose() => _key.Dispose();

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
