using Microsoft.Extensions.Logging;
using Slipway.Telemetry.Prometheus;

namespace Slipway.Telemetry;

/// <summary>Log messages 100 to 199.</summary>
internal static partial class TelemetryLog
{
    [LoggerMessage(100, LogLevel.Warning, "Metric {metric} of meter {meter} is a {type} but another instrument of that name is a {other}; it is not exported")]
    public static partial void FamilyTypeDiffers(ILogger logger, string metric, string meter, FamilyType type, FamilyType other);
}
