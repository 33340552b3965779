using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Slipway.Kubernetes.Configuration;

namespace Slipway.Kubernetes.Client.Credentials;

/// <summary>A client certificate with its key and intermediates. Compared by reference: another instance needs other connections.</summary>
internal sealed class ClientIdentity
{
    private ClientIdentity(SslStreamCertificateContext context) => Context = context;

    public SslStreamCertificateContext Context { get; }

    /// <exception cref="KubernetesConfigurationException">The texts are no certificate and key, or do not belong together.</exception>
    public static ClientIdentity FromPem(string certificatePem, string keyPem)
    {
        try
        {
            var leaf = X509Certificate2.CreateFromPem(certificatePem, keyPem);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(certificatePem);
            chain.RemoveAt(0);
            return new ClientIdentity(SslStreamCertificateContext.Create(leaf, chain, offline: true));
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new KubernetesConfigurationException($"The client certificate cannot be used: {exception.Message}", exception);
        }
    }
}
