using Microsoft.Extensions.Logging;

namespace Slipway.Local.Node;

/// <summary>Log messages 400 to 419.</summary>
internal static partial class NodeLog
{
    [LoggerMessage(400, LogLevel.Debug, "Pod {namespace}/{pod}: {reason}: {message}")]
    public static partial void PodEvent(ILogger logger, string @namespace, string pod, string reason, string message);

    [LoggerMessage(401, LogLevel.Debug, "The objects changed meanwhile: {error}")]
    public static partial void Outrun(ILogger logger, string error);

    [LoggerMessage(402, LogLevel.Error, "A look at the objects failed; the node goes on with the next change")]
    public static partial void PassFailed(ILogger logger, Exception error);

    [LoggerMessage(403, LogLevel.Error, "Pod {namespace}/{pod} is not looked after any more")]
    public static partial void PodFailed(ILogger logger, Exception error, string @namespace, string pod);

    [LoggerMessage(404, LogLevel.Warning, "Files of pod {namespace}/{pod} stay in {directory}: {error}")]
    public static partial void FilesStay(ILogger logger, string @namespace, string pod, string directory, string error);
}
