namespace Slipway.Kubernetes.Configuration;

/// <summary>What an exec plugin is told of the cluster.</summary>
/// <param name="Server">Address of the API server.</param>
public sealed record ExecCluster(string Server)
{
    public string? TlsServerName { get; init; }

    public bool Insecure { get; init; }

    /// <summary>PEM text of the authorities, in base64; null: none.</summary>
    public string? CertificateAuthorityData { get; init; }

    public string? ProxyUrl { get; init; }

    /// <summary>JSON of the cluster's extension <c>client.authentication.k8s.io/exec</c>; null: none.</summary>
    public string? ConfigJson { get; init; }
}
