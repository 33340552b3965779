using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Slipway.Telemetry.Logging;

/// <summary>One log entry as JSON and as text; pure.</summary>
internal static class LogLine
{
    private const string OriginalFormat = "{OriginalFormat}";

    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(" \"=\n\r\t");

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>{"time","level","logger","event","message",…keys,"error"}</c> without a line end.</summary>
    public static string Json(DateTimeOffset time, LogLevel level, string logger, EventId id, string message, object? state, Exception? error)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("time", time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
            json.WriteString("level", Name(level));
            json.WriteString("logger", logger);
            if (id.Name is not null)
                json.WriteString("event", id.Name);
            json.WriteString("message", message);
            foreach (var (key, value) in Keys(state))
                WriteValue(json, key, value);
            if (error is not null)
                json.WriteString("error", error.ToString());
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>
    /// <c>time level message key=value</c>, the error on lines of its own, without a line end. Keys whose value the
    /// message says already are left out.
    /// </summary>
    public static string Text(DateTimeOffset time, LogLevel level, string message, object? state, Exception? error)
    {
        var line = new StringBuilder(128).Append(time.ToString("HH:mm:ss.fff")).Append(' ').Append(Name(level).PadRight(8)).Append(message);
        foreach (var (key, value) in Keys(state))
        {
            if (value?.ToString() is { Length: > 0 } text && !message.Contains(text, StringComparison.Ordinal))
                line.Append(' ').Append(key).Append('=').Append(Quoted(text));
        }
        if (error is not null)
            line.Append('\n').Append(error);
        return line.ToString();
    }

    private static IEnumerable<KeyValuePair<string, object?>> Keys(object? state) =>
        state is IReadOnlyList<KeyValuePair<string, object?>> keys ? keys.Where(pair => pair.Key != OriginalFormat) : [];

    private static void WriteValue(Utf8JsonWriter json, string key, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(key);
                break;
            case bool flag:
                json.WriteBoolean(key, flag);
                break;
            case int number:
                json.WriteNumber(key, number);
                break;
            case long number:
                json.WriteNumber(key, number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumber(key, number);
                break;
            default:
                json.WriteString(key, value.ToString());
                break;
        }
    }

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };

    private static string Quoted(string value)
    {
        if (value.Length > 0 && value.AsSpan().IndexOfAny(NeedsQuotes) < 0)
            return value;
        return $"\"{value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r")}\"";
    }
}
