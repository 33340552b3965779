using Microsoft.Extensions.Logging;

namespace Slipway.Cli.Local.Display;

/// <summary>Shows log messages where everything else is shown, so that they do not tear the table.</summary>
internal sealed class DisplayLogProvider(IDisplay display) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new DisplayLogger(display);

    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed class DisplayLogger(IDisplay display) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            display.Log($"{logLevel}: {formatter(state, exception)}{(exception is null ? "" : $" ({exception.Message})")}");
    }
}
