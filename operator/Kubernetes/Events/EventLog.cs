using Microsoft.Extensions.Logging;

namespace Slipway.Kubernetes.Events;

internal static partial class EventLog
{
    [LoggerMessage(160, LogLevel.Warning, "Event of {namespace}/{name} dropped ({reason}): {cause}")]
    public static partial void EventDropped(this ILogger logger, string? @namespace, string? name, string reason, string cause);

    [LoggerMessage(161, LogLevel.Debug, "Event of {namespace}/{name} waits ({reason}): {cause}")]
    public static partial void EventDelayed(this ILogger logger, string? @namespace, string? name, string reason, string cause);

    [LoggerMessage(162, LogLevel.Debug, "Event of {namespace}/{name} not written ({reason}): it has too much to tell")]
    public static partial void EventSuppressed(this ILogger logger, string? @namespace, string? name, string reason);
}
