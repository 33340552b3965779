using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Slipway.Telemetry.Logging;

/// <summary>Sets logging up.</summary>
public static class LoggingBuilderExtensions
{
    /// <summary>Replaces all providers by lines on standard output.</summary>
    public static ILoggingBuilder UseSlipwayConsole(this ILoggingBuilder logging, LogSettings settings)
    {
        var text = settings.Format == LogFormat.Text || (settings.Format == LogFormat.Auto && !Console.IsOutputRedirected);
        logging.ClearProviders();
        logging.AddConsole(console => console.FormatterName = text ? TextLineFormatter.FormatterName : JsonLineFormatter.FormatterName);
        logging.AddConsoleFormatter<JsonLineFormatter, ConsoleFormatterOptions>();
        logging.AddConsoleFormatter<TextLineFormatter, ConsoleFormatterOptions>();
        logging.SetMinimumLevel(settings.Level);
        var frameworks = settings.Level is LogLevel.Trace || settings.Level > LogLevel.Warning ? settings.Level : LogLevel.Warning;
        logging.AddFilter("Microsoft", frameworks);
        logging.AddFilter("System", frameworks);
        return logging;
    }
}
