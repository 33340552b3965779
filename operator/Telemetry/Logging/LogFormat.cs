namespace Slipway.Telemetry.Logging;

/// <summary>How log lines look.</summary>
public enum LogFormat
{
    /// <summary><see cref="Text"/> on a terminal, else <see cref="Json"/>.</summary>
    Auto,

    /// <summary>One JSON object per line, for collectors.</summary>
    Json,

    /// <summary>Time, level, message and key=value pairs, for people.</summary>
    Text,
}
