using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Slipway.Gateway.Hosting;

/// <summary>
/// A certificate in mounted files. Connections look at them at most every 5 s, so that a renewed one is used without a restart; one that
/// cannot be read is left out, and the one before stays.
/// </summary>
internal sealed class TlsCertificate
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly string certificatePath;
    private readonly string keyPath;
    private readonly TimeProvider time;
    private ILogger? logger;
    private string pem;
    private long readAt;
    private SslStreamCertificateContext current;

    /// <exception cref="InvalidOperationException">The files cannot be read now.</exception>
    public TlsCertificate(string certificatePath, string keyPath, TimeProvider? time = null)
    {
        (this.certificatePath, this.keyPath) = (certificatePath, keyPath);
        this.time = time ?? TimeProvider.System;
        readAt = this.time.GetTimestamp();
        try
        {
            pem = ReadFiles();
            current = Load(pem);
        }
        catch (Exception error) when (IsUnreadable(error))
        {
            throw new InvalidOperationException($"The certificate {certificatePath} with the key {keyPath} cannot be used: {error.Message}", error);
        }
    }

    /// <summary>What a connection is shown now.</summary>
    public SslStreamCertificateContext Current
    {
        get
        {
            lock (gate)
            {
                if (time.GetElapsedTime(readAt) >= Interval)
                    Refresh();
                return current;
            }
        }
    }

    public void LogTo(ILoggerFactory factory) => logger = factory.CreateLogger<TlsCertificate>();

    private void Refresh()
    {
        readAt = time.GetTimestamp();
        try
        {
            if (ReadFiles() is var text && text == pem)
                return;
            current = Load(text);
            pem = text;
            if (logger is not null)
                TlsLog.Renewed(logger, current.TargetCertificate.Subject, current.TargetCertificate.NotAfter.ToUniversalTime());
        }
        catch (Exception error) when (IsUnreadable(error))
        {
            if (logger is not null)
                TlsLog.Unusable(logger, certificatePath, error.Message);
        }
    }

    // One text, so that a certificate and the key of another are seen to differ from what is in use, and are refused together.
    private string ReadFiles() => certificatePath == keyPath ? File.ReadAllText(certificatePath) : $"{File.ReadAllText(certificatePath)}\n{File.ReadAllText(keyPath)}";

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

    private static bool IsUnreadable(Exception error) => error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException;
}
