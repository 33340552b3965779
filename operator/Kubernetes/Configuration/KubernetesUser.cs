namespace Slipway.Kubernetes.Configuration;

/// <summary>Who we are to the API server. Several ways may be given at once: a certificate, and one of token and password.</summary>
public sealed record KubernetesUser
{
    public static KubernetesUser Anonymous { get; } = new();

    /// <summary>Bearer token; null: none.</summary>
    public string? Token { get; init; }

    /// <summary>File with a bearer token, read again every minute and after a 401; wins over <see cref="Token"/> once read.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Name for basic authentication; null: none.</summary>
    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>PEM text of the client certificate; wins over <see cref="ClientCertificateFile"/>.</summary>
    public string? ClientCertificatePem { get; init; }

    /// <summary>PEM file of the client certificate, read again when it changes.</summary>
    public string? ClientCertificateFile { get; init; }

    /// <summary>PEM text of the private key; wins over <see cref="ClientKeyFile"/>.</summary>
    public string? ClientKeyPem { get; init; }

    /// <summary>PEM file of the private key.</summary>
    public string? ClientKeyFile { get; init; }

    /// <summary>A program that prints credentials; null: none.</summary>
    public ExecPlugin? Exec { get; init; }

    /// <summary>Whom to act as; null: ourselves.</summary>
    public Impersonation? Impersonation { get; init; }

    /// <summary>Says which ways are used; never a secret.</summary>
    public override string ToString()
    {
        string?[] ways =
        [
            Token is null ? null : "token",
            TokenFile is null ? null : $"token file {TokenFile}",
            Username is null ? null : $"user {Username}",
            ClientCertificatePem is null && ClientCertificateFile is null ? null : "client certificate",
            Exec is null ? null : $"exec {Exec.Command}",
        ];
        var used = string.Join(", ", ways.Where(way => way is not null));
        return used.Length == 0 ? "anonymous" : used;
    }
}
