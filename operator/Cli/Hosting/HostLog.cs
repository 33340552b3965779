using Microsoft.Extensions.Logging;

namespace Slipway.Cli.Hosting;

/// <summary>Log messages 300 to 399.</summary>
internal static partial class HostLog
{
    [LoggerMessage(300, LogLevel.Information, "Slipway {version} at {server} ({source}), runtime image {image}")]
    public static partial void Starting(ILogger logger, string version, Uri server, string source, string image);

    [LoggerMessage(301, LogLevel.Critical, "{error}")]
    public static partial void CannotListen(ILogger logger, string error);
}
