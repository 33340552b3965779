using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Slipway.Telemetry.Logging;

/// <summary>Log entries as text for people.</summary>
internal sealed class TextLineFormatter(TimeProvider? time = null) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "slipway-text";

    private readonly TimeProvider clock = time ?? TimeProvider.System;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.Write(LogLine.Text(clock.GetLocalNow(), logEntry.LogLevel, message, logEntry.State, logEntry.Exception));
        textWriter.Write('\n');
    }
}
