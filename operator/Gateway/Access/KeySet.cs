using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace Slipway.Gateway.Access;

/// <summary>Reads an issuer's public keys from a JSON Web Key Set.</summary>
internal static class KeySet
{
    private const int ShortestRsaBits = 2048;

    /// <summary>The keys, or what is wrong with them. A key that must not be used spoils the set: leaving it out would hide a mistake.</summary>
    /// <param name="base64">The Secret's entry; null: it has none.</param>
    public static (IReadOnlyList<SecurityKey> Keys, string? Problem) Read(string? base64)
    {
        if (base64 is null)
            return ([], "has no entry jwks.json");
        JsonWebKeySet set;
        try
        {
            set = new JsonWebKeySet(Encoding.UTF8.GetString(Convert.FromBase64String(base64)));
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            return ([], "has no JSON Web Key Set in jwks.json");
        }
        var keys = set.Keys.Where(key => key.Use is null or "" or "sig").ToList();
        if (keys.Count == 0)
            return ([], "has no key for signatures in jwks.json");
        return keys.Select(Problem).FirstOrDefault(problem => problem is not null) is { } found ? ([], found) : (keys, null);
    }

    private static string? Problem(JsonWebKey key) => key switch
    {
        { Kty: JsonWebAlgorithmsKeyTypes.RSA } when key.KeySize < ShortestRsaBits => $"has an RSA key {key.Kid} of less than {ShortestRsaBits} bits in jwks.json",
        { Kty: JsonWebAlgorithmsKeyTypes.RSA or JsonWebAlgorithmsKeyTypes.EllipticCurve, HasPrivateKey: true } => $"has the private part of key {key.Kid} in jwks.json: only public keys belong there",
        { Kty: JsonWebAlgorithmsKeyTypes.RSA or JsonWebAlgorithmsKeyTypes.EllipticCurve } => null,
        _ => $"has a key {key.Kid} of type {key.Kty} in jwks.json: only RSA and EC are taken",
    };
}
