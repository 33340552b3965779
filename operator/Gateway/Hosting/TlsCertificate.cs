using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Slipway.Gateway.Hosting;

/// <summary>A certificate in mounted files, renewed without a restart.</summary>
internal sealed class TlsCertificate
{
    private readonly string certificatePath;
    private readonly MountedSecret<SslStreamCertificateContext> files;

    /// <exception cref="InvalidOperationException">The files cannot be read now.</exception>
    public TlsCertificate(string certificatePath, string keyPath, TimeProvider? time = null)
    {
        this.certificatePath = certificatePath;
        files = new MountedSecret<SslStreamCertificateContext>(
            $"The certificate {certificatePath} with the key {keyPath}", () => ReadFiles(certificatePath, keyPath), Load, time ?? TimeProvider.System);
    }

    /// <summary>What a connection is shown now.</summary>
    public SslStreamCertificateContext Current => files.Current;

    public void LogTo(ILoggerFactory factory)
    {
        var logger = factory.CreateLogger<TlsCertificate>();
        files.OnRenewed = (_, now) => TlsLog.Renewed(logger, now.TargetCertificate.Subject, now.TargetCertificate.NotAfter.ToUniversalTime());
        files.OnUnusable = why => TlsLog.Unusable(logger, certificatePath, why);
    }

    // One text, so that a certificate and the key of another are seen to differ from what is in use, and are refused together.
    private static string ReadFiles(string certificatePath, string keyPath) =>
        certificatePath == keyPath ? File.ReadAllText(certificatePath) : $"{File.ReadAllText(certificatePath)}\n{File.ReadAllText(keyPath)}";

    private static SslStreamCertificateContext Load(string pem)
    {
        using var bare = X509Certificate2.CreateFromPem(pem, pem);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(pem);
        chain.RemoveAt(0);
        // The key must be in a form that the system's TLS takes.
        var target = X509CertificateLoader.LoadPkcs12(bare.Export(X509ContentType.Pkcs12), password: null);
        return SslStreamCertificateContext.Create(target, chain, offline: true);
    }
}
