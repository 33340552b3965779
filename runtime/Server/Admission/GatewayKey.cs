using System.Security.Cryptography;

namespace Slipway.Runtime.Server.Admission;

/// <summary>Reads a gateway's public key.</summary>
internal static class GatewayKey
{
    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>The key; null: the text is no such key.</summary>
    /// <param name="text">A SubjectPublicKeyInfo in base64.</param>
    public static ECDsa? Read(string text)
    {
        var key = ECDsa.Create();
        try
        {
            var bytes = Convert.FromBase64String(text);
            key.ImportSubjectPublicKeyInfo(bytes, out var read);
            if (read == bytes.Length && key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256)
                return key;
        }
        catch (Exception error) when (error is FormatException or CryptographicException)
        {
            // Said by the answer.
        }

        key.Dispose();
        return null;
    }
}
