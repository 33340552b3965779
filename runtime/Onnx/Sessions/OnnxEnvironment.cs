using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.ML.OnnxRuntime;

namespace Slipway.Runtime.Onnx.Sessions;

/// <summary>ONNX Runtime's one environment per process, with its messages in our log instead of on standard error.</summary>
internal static partial class OnnxEnvironment
{
    private const string TelemetryOff = "ORT_DISABLE_TELEMETRY";

    private static readonly DOrtLoggingFunction Sink = Write;
    private static readonly Lazy<OrtEnv> Shared = new(Create);
    private static volatile ILogger _logger = NullLogger.Instance;

    /// <summary>The environment; its messages go to <paramref name="logger"/> from now on.</summary>
    public static OrtEnv Get(ILogger logger)
    {
        _logger = logger;
        return Shared.Value;
    }

    /// <summary>Begins to make the environment, which loads the library, while others have something else to do. Faults show in <see cref="Get"/>.</summary>
    public static void Prepare() => _ = Task.Run(() => Shared.Value);

    private static OrtEnv Create()
    {
        Quiet();
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

    /// <summary>
    /// ONNX Runtime reports its use to Microsoft, and keeps a database for that in the home folder, unless this is set. It looks into
    /// the process's own environment, which .NET's is a copy of.
    /// </summary>
    private static void Quiet()
    {
        if (OperatingSystem.IsLinux() && setenv(TelemetryOff, "1", 1) != 0)
            throw new InvalidOperationException($"{TelemetryOff} cannot be set.");
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int setenv(string name, string value, int overwrite);

    // Errors of runs and loads are also results, which are logged where they are handled; what else is said is for experts.
    private static void Write(IntPtr parameter, OrtLoggingLevel severity, string category, string logId, string codeLocation, string message) =>
        Message(_logger, severity == OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL ? LogLevel.Error : LogLevel.Debug, message, codeLocation);

    [LoggerMessage(EventId = 2101, EventName = "OnnxRuntimeMessage", Message = "{Text} ({CodeLocation})")]
    private static partial void Message(ILogger logger, LogLevel level, string text, string codeLocation);
}
