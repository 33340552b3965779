using Microsoft.Extensions.Logging;

namespace Slipway.Telemetry.Logging;

/// <summary>What is logged and how. The defaults come from SLIPWAY_LOG_LEVEL and SLIPWAY_LOG_FORMAT.</summary>
public sealed record LogSettings
{
    /// <summary>Least level of our own messages. Default Information. Frameworks log from Warning on, unless this is higher, or Trace.</summary>
    public LogLevel Level { get; init; } = FromEnvironment("SLIPWAY_LOG_LEVEL", LogLevel.Information);

    /// <summary>How lines look. Default <see cref="LogFormat.Auto"/>.</summary>
    public LogFormat Format { get; init; } = FromEnvironment("SLIPWAY_LOG_FORMAT", LogFormat.Auto);

    private static T FromEnvironment<T>(string variable, T otherwise)
        where T : struct, Enum =>
        Enum.TryParse<T>(Environment.GetEnvironmentVariable(variable), ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : otherwise;
}
