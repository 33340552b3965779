using Microsoft.Extensions.Logging;

namespace Slipway.Controllers.Autoscaling;

/// <summary>Log messages 250 to 279.</summary>
internal static partial class AutoscalingLog
{
    [LoggerMessage(250, LogLevel.Information, "ModelDeployment {namespace}/{name}, revision {revision}: {from} to {to} replicas: {reasons}")]
    public static partial void Scaled(this ILogger logger, string? @namespace, string name, string revision, int from, int to, string reasons);

    [LoggerMessage(253, LogLevel.Warning, "What was learned of the load of {namespace}/{name} cannot be {action}: {error}. This is tried again")]
    public static partial void MemoryFailed(this ILogger logger, string? @namespace, string name, string action, string error);

    [LoggerMessage(254, LogLevel.Error, "The autoscaler failed for {namespace}/{name}; its replicas stay as they are. This is tried again")]
    public static partial void Failed(this ILogger logger, string? @namespace, string name, Exception error);

    [LoggerMessage(255, LogLevel.Information, "The autoscaler begins; no replica is let go for {seconds} s")]
    public static partial void Begins(this ILogger logger, double seconds);
}
