using System.Security.Cryptography;
using Slipway.Gateway.Hosting;

namespace Slipway.Gateway.Trust;

/// <summary>
/// The private key by which replicas know the gateway, in a mounted file that all gateways share, renewed without a restart. Not for
/// several threads at once.
/// </summary>
internal sealed class ReplicaKey : IDisposable
{
    private const string P256 = "1.2.840.10045.3.1.7";

    private readonly string path;
    private readonly MountedSecret<ECDsa> file;
    private ILogger? logger;

    /// <exception cref="InvalidOperationException">The file cannot be read now.</exception>
    public ReplicaKey(string path, TimeProvider? time = null)
    {
        this.path = path;
        file = new MountedSecret<ECDsa>(
            $"The key {path}, by which replicas are to know the gateway,", () => File.ReadAllText(path), Load, time ?? TimeProvider.System)
        {
            OnRenewed = Replace,
        };
    }

    /// <summary>What is signed with now.</summary>
    public ECDsa Current => file.Current;

    public void LogTo(ILoggerFactory factory)
    {
        var log = logger = factory.CreateLogger<ReplicaKey>();
        file.OnUnusable = why => TrustLog.Unusable(log, path, why);
    }

    public void Dispose() => file.Current.Dispose();

    private void Replace(ECDsa before, ECDsa now)
    {
        before.Dispose();
        if (logger is not null)
            TrustLog.Renewed(logger, path);
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
}
