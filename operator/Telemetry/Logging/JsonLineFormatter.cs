using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Slipway.Telemetry.Logging;

/// <summary>Log entries as one line of JSON each.</summary>
internal sealed class JsonLineFormatter(TimeProvider? time = null) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "slipway-json";

    private readonly TimeProvider clock = time ?? TimeProvider.System;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.Write(LogLine.Json(
            clock.GetUtcNow(), logEntry.LogLevel, logEntry.Category, logEntry.EventId, message, logEntry.State, logEntry.Exception));
        textWriter.Write('\n');
    }
}
