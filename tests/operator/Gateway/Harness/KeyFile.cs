using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Slipway.Gateway.Tests.Harness;

/// <summary>A file with a private key, as it is mounted.</summary>
internal sealed class KeyFile : IDisposable
{
    private ECDsa key = null!;

    public KeyFile() => Renew();

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public void Renew()
    {
        key?.Dispose();
        key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(Path, key.ExportECPrivateKeyPem());
    }

    /// <summary>Whom a token is for and when it ends, if this key has signed it.</summary>
    public async Task<(string Audience, DateTimeOffset Expires)?> ReadAsync(string token)
    {
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = new ECDsaSecurityKey(key) { CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } },
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            RequireSignedTokens = true,
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        });
        return result is { IsValid: true, SecurityToken: JsonWebToken read } ? (read.Audiences.Single(), new DateTimeOffset(read.ValidTo, TimeSpan.Zero)) : null;
    }

    public void Dispose()
    {
        key.Dispose();
        File.Delete(Path);
    }
}
