namespace Slipway.Kubernetes.Configuration;

/// <summary>How the API server's certificate is checked.</summary>
public sealed record ServerTrust
{
    /// <summary>By the machine's certificate authorities.</summary>
    public static ServerTrust System { get; } = new();

    /// <summary>PEM file of the authorities to trust instead of the machine's; read again when it changes. Null: none.</summary>
    public string? CertificateAuthorityFile { get; init; }

    /// <summary>The same as PEM text; wins over the file. Null: none.</summary>
    public string? CertificateAuthorityPem { get; init; }

    /// <summary>The name that the certificate must carry, also sent as SNI; null: the address's host.</summary>
    public string? ServerName { get; init; }

    /// <summary>Accepts any certificate. For tests only.</summary>
    public bool Insecure { get; init; }
}
