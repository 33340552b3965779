using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Slipway.Cli.Commands;

/// <summary>Reads public keys from a PEM file, as they are or from certificates. Private ones are refused: they have no business there.</summary>
internal static class PublicKeyFile
{
    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>The keys, each a SubjectPublicKeyInfo in base64, or what is wrong with the file.</summary>
    public static (IReadOnlyList<string> Keys, string? Problem) Read(string path)
    {
        try
        {
            return ReadText(File.ReadAllText(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ([], $"cannot be read: {error.Message}");
        }
    }

    /// <summary>Likewise, of what a file holds.</summary>
    internal static (IReadOnlyList<string> Keys, string? Problem) ReadText(string pem)
    {
        var keys = new List<string>();
        for (var rest = pem.AsSpan(); PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
        {
            var label = rest[fields.Label];
            if (label.EndsWith("PRIVATE KEY"))
                return ([], "has a private key: only public keys and certificates belong there");
            if (label is not ("PUBLIC KEY" or "CERTIFICATE"))
                continue;
            if (KeyOf(Convert.FromBase64String(rest[fields.Base64Data].ToString()), label is "CERTIFICATE") is not { } key)
                return ([], $"has a {label.ToString().ToLowerInvariant()} that is not of an ECDSA key on P-256");
            keys.Add(key);
        }
        return keys.Count == 0 ? ([], "has no public key and no certificate") : ([.. keys.Distinct(StringComparer.Ordinal)], null);
    }

    private static string? KeyOf(byte[] bytes, bool isCertificate)
    {
        try
        {
            using var key = isCertificate ? OfCertificate(bytes) : OfKey(bytes);
            return key?.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256 ? Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static ECDsa OfKey(byte[] bytes)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(bytes, out _);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private static ECDsa? OfCertificate(byte[] bytes)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(bytes);
        return certificate.GetECDsaPublicKey();
    }
}
