using Microsoft.Extensions.Logging;
using Slipway.Kubernetes.Configuration;

namespace Slipway.Kubernetes.Client.Credentials;

/// <summary>
/// A credential from files, which are read again every minute and after a rejection. As long as the new content cannot
/// be read the last good one stays in use: whoever replaces the files may be half way.
/// </summary>
/// <param name="read">Reads the files' texts.</param>
/// <param name="parse">Makes a credential of them; called only when a text changed.</param>
/// <param name="initial">Used while nothing could be read; null: failing to read is an error.</param>
internal sealed class FileCredentialSource(
    Func<string[]> read,
    Func<string[], Credential> parse,
    Credential? initial,
    TimeProvider timeProvider,
    ILogger logger) : ICredentialSource
{
    /// <summary>How long a text is believed without looking at the file.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private string[] texts = [];
    private Credential? current = initial;
    private long? readAt;

    public ValueTask<Credential> GetAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (current is null || readAt is not { } at || timeProvider.GetElapsedTime(at) >= Freshness)
                Refresh();
            return ValueTask.FromResult(current!);
        }
    }

    public void Reject(Credential rejected)
    {
        lock (gate)
            readAt = null;
    }

    private void Refresh()
    {
        try
        {
            var fresh = read();
            if (!fresh.AsSpan().SequenceEqual(texts))
                current = parse(fresh);
            texts = fresh;
            readAt = timeProvider.GetTimestamp();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KubernetesConfigurationException)
        {
            if (current is null)
                throw new KubernetesConfigurationException($"The credentials cannot be read: {exception.Message}", exception);
            ClientLog.CredentialNotRead(logger, exception);
            readAt = timeProvider.GetTimestamp();
        }
    }
}
