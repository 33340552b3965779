using Microsoft.Extensions.Logging;

namespace Slipway.Kubernetes.Client;

/// <summary>Log messages of the client; event ids 1000 to 1019.</summary>
internal static partial class ClientLog
{
    [LoggerMessage(1000, LogLevel.Debug, "{Operation}: retry {Attempt} in {DelayMilliseconds} ms: {Cause}")]
    public static partial void Retrying(ILogger logger, string operation, int attempt, long delayMilliseconds, string cause);

    [LoggerMessage(1001, LogLevel.Warning, "Credentials could not be read again; the last good ones stay in use")]
    public static partial void CredentialNotRead(ILogger logger, Exception exception);

    [LoggerMessage(1002, LogLevel.Debug, "Running the exec plugin {Command}")]
    public static partial void RunningExecPlugin(ILogger logger, string command);

    [LoggerMessage(1003, LogLevel.Warning, "The certificate authorities could not be read again; the last good ones stay in use")]
    public static partial void AuthoritiesNotRead(ILogger logger, Exception exception);

    [LoggerMessage(1004, LogLevel.Debug, "{Operation}: the list expired between pages; reading it whole")]
    public static partial void ListExpired(ILogger logger, string operation);
}
