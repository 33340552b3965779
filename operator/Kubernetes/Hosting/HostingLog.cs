using Microsoft.Extensions.Logging;

namespace Slipway.Kubernetes.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(180, LogLevel.Information, "{informers} informers have synced")]
    public static partial void Synced(this ILogger logger, int informers);

    [LoggerMessage(181, LogLevel.Information, "Stopping")]
    public static partial void Stopping(this ILogger logger);

    [LoggerMessage(182, LogLevel.Warning, "Reconciliations did not end within {timeout}, or the lease was lost; they are cancelled")]
    public static partial void DrainCut(this ILogger logger, TimeSpan timeout);
}
