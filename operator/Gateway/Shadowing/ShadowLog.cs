namespace Slipway.Gateway.Shadowing;

/// <summary>Log messages 620 to 629.</summary>
internal static partial class ShadowLog
{
    [LoggerMessage(620, LogLevel.Error, "A copy of request {requestId} to {model} revision {revision} came to nothing by an error of the gateway")]
    public static partial void Broken(ILogger logger, Exception error, EntityKey model, string revision, string requestId);
}
