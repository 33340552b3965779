namespace Slipway.Gateway.Hosting;

/// <summary>Log messages 610 to 619.</summary>
internal static partial class TlsLog
{
    [LoggerMessage(610, LogLevel.Information, "The certificate is now {subject}, valid until {notAfter:u}")]
    public static partial void Renewed(ILogger logger, string subject, DateTime notAfter);

    [LoggerMessage(611, LogLevel.Warning, "The certificate {path} cannot be used, and the one before stays: {error}")]
    public static partial void Unusable(ILogger logger, string path, string error);
}
