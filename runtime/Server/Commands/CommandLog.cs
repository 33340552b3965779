namespace Slipway.Runtime.Server.Commands;

/// <summary>Log entries of the commands.</summary>
internal static partial class CommandLog
{
    /// <summary>Something happened that nobody thought of; the stack trace is for us.</summary>
    [LoggerMessage(EventId = 2000, Level = LogLevel.Critical, Message = "Internal error")]
    public static partial void LogCriticalError(this ILogger logger, Exception exception);
}
