using Microsoft.Extensions.Logging;

namespace Slipway.Kubernetes.Informers;

internal static partial class InformerLog
{
    [LoggerMessage(100, LogLevel.Debug, "Listed {count} objects of {informer} at version {version}")]
    public static partial void Listed(this ILogger logger, string informer, int count, string? version);

    [LoggerMessage(101, LogLevel.Information, "The watch of {informer} expired at version {version}; listing again")]
    public static partial void Expired(this ILogger logger, string informer, string? version);

    [LoggerMessage(102, LogLevel.Warning, "{informer} cannot be followed: {error}; next try in {delay}")]
    public static partial void FollowFailed(this ILogger logger, string informer, string error, TimeSpan delay);

    [LoggerMessage(104, LogLevel.Warning, "{informer} does without namespace {namespace} until it may be listed: {error}")]
    public static partial void SetAside(this ILogger logger, string informer, string? @namespace, string error);

    [LoggerMessage(105, LogLevel.Debug, "The server does not stream the list of {informer} ({why}); reading it page by page")]
    public static partial void NotStreamed(this ILogger logger, string informer, string why);

    [LoggerMessage(103, LogLevel.Error, "A handler of {informer} failed for {kind} of {namespace}/{name}")]
    public static partial void HandlerFailed(
        this ILogger logger, Exception exception, string informer, EntityChangeKind kind, string? @namespace, string? name);
}
