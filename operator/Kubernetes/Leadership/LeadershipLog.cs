using Microsoft.Extensions.Logging;

namespace Slipway.Kubernetes.Leadership;

internal static partial class LeadershipLog
{
    [LoggerMessage(140, LogLevel.Information, "{identity} waits for lease {namespace}/{name}")]
    public static partial void Waiting(this ILogger logger, string identity, string @namespace, string name);

    [LoggerMessage(141, LogLevel.Information, "{identity} leads by lease {namespace}/{name}")]
    public static partial void Leading(this ILogger logger, string identity, string @namespace, string name);

    [LoggerMessage(142, LogLevel.Error, "{identity} lost lease {namespace}/{name}: {reason}; this process stops")]
    public static partial void Lost(this ILogger logger, string identity, string @namespace, string name, string reason);

    [LoggerMessage(143, LogLevel.Information, "{identity} released lease {namespace}/{name}")]
    public static partial void Released(this ILogger logger, string identity, string @namespace, string name);

    [LoggerMessage(144, LogLevel.Warning, "Lease {namespace}/{name} cannot be read or written: {error}; tried again in {delay}")]
    public static partial void AttemptFailed(this ILogger logger, string @namespace, string name, string error, TimeSpan delay);

    [LoggerMessage(145, LogLevel.Warning, "Lease {namespace}/{name} could not be released: {error}; it expires by itself")]
    public static partial void ReleaseFailed(this ILogger logger, string @namespace, string name, string error);
}
