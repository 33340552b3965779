using System.CommandLine;
using Microsoft.Extensions.Logging;
using Slipway.Telemetry.Logging;

namespace Slipway.Cli.Commands;

/// <summary>Options of every command that runs for long.</summary>
internal sealed class LogOptions
{
    private static readonly LogSettings Defaults = new();

    private readonly Option<LogLevel> level = new("--log-level")
    {
        Description = "Least level of messages: trace, debug, information, warning, error. Default: SLIPWAY_LOG_LEVEL or information",
        HelpName = "LEVEL",
        DefaultValueFactory = _ => Defaults.Level,
    };

    private readonly Option<LogFormat> format = new("--log-format")
    {
        Description = "json: one object per line; text: for people; auto: text on a terminal. Default: SLIPWAY_LOG_FORMAT or auto",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => Defaults.Format,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(level);
        command.Options.Add(format);
    }

    public LogSettings Read(ParseResult result) => new() { Level = result.GetValue(level), Format = result.GetValue(format) };
}
