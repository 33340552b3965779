using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Slipway.Kubernetes.Configuration;

namespace Slipway.Kubernetes.Client.Transport;

/// <summary>
/// Checks the API server's certificate against the configured authorities. As in Kubernetes' own clients every
/// certificate of the bundle is an anchor, also an intermediate one. A bundle in a file is read again every minute.
/// </summary>
internal sealed class ServerCertificateCheck(ServerTrust trust, TimeProvider timeProvider, ILogger logger)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);

    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    private readonly Lock gate = new();
    private X509Certificate2Collection? anchors;
    private long readAt;

    public bool Accepts(X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors)
    {
        if (trust.Insecure)
            return true;
        if ((trust.CertificateAuthorityPem ?? trust.CertificateAuthorityFile) is null)
            return errors == SslPolicyErrors.None;
        if (certificate is not X509Certificate2 leaf || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
            return false;

        var trusted = Anchors();
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        chain.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);
        foreach (var element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        return chain.Build(leaf) && chain.ChainElements.Any(element => trusted.Contains(element.Certificate));
    }

    /// <exception cref="KubernetesConfigurationException">The bundle was never readable.</exception>
    private X509Certificate2Collection Anchors()
    {
        lock (gate)
        {
            if (anchors is not null && (trust.CertificateAuthorityPem is not null || timeProvider.GetElapsedTime(readAt) < Freshness))
                return anchors;
            try
            {
                anchors = Parse(trust.CertificateAuthorityPem ?? File.ReadAllText(trust.CertificateAuthorityFile!));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
            {
                if (anchors is null)
                    throw new KubernetesConfigurationException($"The certificate authorities cannot be read: {exception.Message}", exception);
                ClientLog.AuthoritiesNotRead(logger, exception);
            }

            readAt = timeProvider.GetTimestamp();
            return anchors;
        }
    }

    private static X509Certificate2Collection Parse(string pem)
    {
        var parsed = new X509Certificate2Collection();
        parsed.ImportFromPem(pem);
        return parsed.Count > 0 ? parsed : throw new CryptographicException("there is no certificate in it");
    }
}
