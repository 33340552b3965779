using Microsoft.Extensions.Logging;

namespace Slipway.Controllers;

/// <summary>Log messages 200 to 299.</summary>
internal static partial class ControllerLog
{
    [LoggerMessage(200, LogLevel.Information, "ModelDeployment {namespace}/{name} is gone")]
    public static partial void Deleted(ILogger logger, string @namespace, string name);

    [LoggerMessage(201, LogLevel.Warning, "ModelDeployment {namespace}/{name}: {reason}: {message}")]
    public static partial void ApplyFailed(ILogger logger, string @namespace, string name, string reason, string message);

    [LoggerMessage(202, LogLevel.Information, "Applied {kind} {namespace}/{name}: {difference}")]
    public static partial void Applied(ILogger logger, string kind, string @namespace, string name, string difference);

    [LoggerMessage(203, LogLevel.Information, "Deleted {kind} {namespace}/{name}")]
    public static partial void ChildDeleted(ILogger logger, string kind, string @namespace, string name);

    [LoggerMessage(204, LogLevel.Debug, "Wrote the status of {namespace}/{name}: {reason}: {message}")]
    public static partial void StatusWritten(ILogger logger, string @namespace, string name, string reason, string message);

    [LoggerMessage(205, LogLevel.Debug, "The status of pod {namespace}/{pod} cannot be read: {error}")]
    public static partial void RuntimeUnreadable(ILogger logger, string @namespace, string pod, string error);

    [LoggerMessage(206, LogLevel.Debug, "The events of pod {namespace}/{pod} cannot be read: {error}")]
    public static partial void EventsUnreadable(ILogger logger, string @namespace, string pod, string error);

    [LoggerMessage(230, LogLevel.Warning, "The demand of gateway {address} cannot be read: {error}; trying again")]
    public static partial void GatewayUnreadable(ILogger logger, string address, string error);
}
