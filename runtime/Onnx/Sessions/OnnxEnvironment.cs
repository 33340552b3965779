using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.ML.OnnxRuntime;

namespace Slipway.Runtime.Onnx.Sessions;

/// <summary>ONNX Runtime's one environment per process, with its messages in our log instead of on standard error.</summary>
internal static partial class OnnxEnvironment
{
    private static readonly DOrtLoggingFunction Sink = Write;
    private static readonly Lazy<OrtEnv> Shared = new(Create);
    private static volatile ILogger _logger = NullLogger.Instance;

    /// <summary>The environment; its messages go to <paramref name="logger"/> from now on.</summary>
    public static OrtEnv Get(ILogger logger)
    {
        _logger = logger;
        return Shared.Value;
    }

    private static OrtEnv Create()
    {
        // There is one in a process: a host that has made it keeps its own log.
        if (OrtEnv.IsCreated)
            return OrtEnv.Instance();
        var options = new EnvironmentCreationOptions
        {
            logId = "slipway",
            logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING,
            loggingParam = IntPtr.Zero,
            loggingFunction = Sink,
        };
        return OrtEnv.CreateInstanceWithOptions(ref options);
    }

    // Errors of runs and loads are also results, which are logged where they are handled; what else is said is for experts.
    private static void Write(IntPtr parameter, OrtLoggingLevel severity, string category, string logId, string codeLocation, string message) =>
        Message(_logger, severity == OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL ? LogLevel.Error : LogLevel.Debug, message, codeLocation);

    [LoggerMessage(EventId = 2101, EventName = "OnnxRuntimeMessage", Message = "{Text} ({CodeLocation})")]
    private static partial void Message(ILogger logger, LogLevel level, string text, string codeLocation);
}
