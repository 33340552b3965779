using System.Security.Cryptography;

namespace Slipway.Gateway.Trust;

/// <summary>
/// The private key by which replicas know the gateway, in a mounted file that all gateways share. Looked at whenever something is signed, at
/// most every 5 s, so that a new one is used without a restart; one that cannot be read is left out, and the one before stays. Not for
/// several threads at once.
/// </summary>
internal sealed class ReplicaKey : IDisposable
{
    private const string P256 = "1.2.840.10045.3.1.7";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly string path;
    private readonly TimeProvider time;
    private ILogger? logger;
    private string pem;
    private long readAt;
    private ECDsa current;

    /// <exception cref="InvalidOperationException">The file cannot be read now.</exception>
    public ReplicaKey(string path, TimeProvider? time = null)
    {
        (this.path, this.time) = (path, time ?? TimeProvider.System);
        readAt = this.time.GetTimestamp();
        try
        {
            pem = File.ReadAllText(path);
            current = Load(pem);
        }
        catch (Exception error) when (IsUnreadable(error))
        {
            throw new InvalidOperationException($"The key {path}, by which replicas are to know the gateway, cannot be used: {error.Message}", error);
        }
    }

    /// <summary>What is signed with now.</summary>
    public ECDsa Current
    {
        get
        {
            if (time.GetElapsedTime(readAt) >= Interval)
                Refresh();
            return current;
        }
    }

    public void LogTo(ILoggerFactory factory) => logger = factory.CreateLogger<ReplicaKey>();

    public void Dispose() => current.Dispose();

    private void Refresh()
    {
        readAt = time.GetTimestamp();
        try
        {
            if (File.ReadAllText(path) is var text && text == pem)
                return;
            var next = Load(text);
            current.Dispose();
            (current, pem) = (next, text);
            if (logger is not null)
                TrustLog.Renewed(logger, path);
        }
        catch (Exception error) when (IsUnreadable(error))
        {
            if (logger is not null)
                TrustLog.Unusable(logger, path, error.Message);
        }
    }

    private static ECDsa Load(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            var isP256 = key.ExportParameters(includePrivateParameters: true) is { D: not null, Curve.Oid.Value: P256 };
            return isP256 ? key : throw new CryptographicException("it is no private ECDSA key on P-256.");
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    private static bool IsUnreadable(Exception error) => error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException;
}
