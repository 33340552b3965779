namespace Slipway.Gateway.Trust;

/// <summary>Log messages 620 to 629.</summary>
internal static partial class TrustLog
{
    [LoggerMessage(620, LogLevel.Information, "Requests to replicas are now signed with the new key in {path}")]
    public static partial void Renewed(ILogger logger, string path);

    [LoggerMessage(621, LogLevel.Warning, "The key {path} cannot be used, and the one before stays: {error}")]
    public static partial void Unusable(ILogger logger, string path, string error);
}
