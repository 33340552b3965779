using Microsoft.Extensions.Logging;

namespace Slipway.Runtime.Serving.Store;

/// <summary>What a fetch tells the log. Addresses are without query, messages without secrets.</summary>
internal static partial class FetchLog
{
    [LoggerMessage(2101, LogLevel.Information, "Model {Source} is there: {Digest}, {SizeBytes} bytes, from cache: {FromCache}.")]
    public static partial void Fetched(ILogger logger, string source, string digest, long sizeBytes, bool fromCache);

    [LoggerMessage(2102, LogLevel.Warning, "Fetching {Source} failed with {Reason}: {Message} Failure {Failures}; trying again in {PauseMilliseconds:0} ms.")]
    public static partial void Retrying(
        ILogger logger, string source, StartFailureReason reason, string message, int failures, double pauseMilliseconds);
}
