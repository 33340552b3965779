using Microsoft.Extensions.Logging;

namespace Slipway.Kubernetes.Controllers;

internal static partial class ControllerLog
{
    [LoggerMessage(120, LogLevel.Information, "Controller {controller} begins with {workers} workers")]
    public static partial void Began(this ILogger logger, string controller, int workers);

    [LoggerMessage(121, LogLevel.Debug, "{controller} {namespace}/{name} reconciled in {duration}")]
    public static partial void Reconciled(this ILogger logger, string controller, string @namespace, string name, TimeSpan duration);

    [LoggerMessage(122, LogLevel.Warning, "{controller} {namespace}/{name} failed: {error}; next try in {delay}")]
    public static partial void Failed(
        this ILogger logger, Exception? exception, string controller, string @namespace, string name, string? error, TimeSpan delay);

    [LoggerMessage(123, LogLevel.Warning, "{controller} {namespace}/{name} failed: {error}; not tried again until it changes")]
    public static partial void FailedForGood(this ILogger logger, string controller, string @namespace, string name, string? error);

    [LoggerMessage(124, LogLevel.Debug, "{controller} {namespace}/{name} changed in between; next try in {delay}")]
    public static partial void Conflicted(this ILogger logger, string controller, string @namespace, string name, TimeSpan delay);
}
