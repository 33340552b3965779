using System.Diagnostics;

namespace Slipway.Runtime.Server.Http;

/// <summary>Gives each request its id (the client's <c>x-request-id</c>, else the trace's, else a new one), sends it back, and logs by it.</summary>
internal sealed partial class RequestObserver(ILogger logger, TimeProvider time)
{
    private const string HeaderName = "x-request-id";
    private const int MaxLength = 128;

    /// <summary>Wraps the rest of the program.</summary>
    public async Task ObserveAsync(HttpContext context, RequestDelegate next)
    {
        var started = time.GetTimestamp();
        var id = IdOf(context.Request.Headers[HeaderName].ToString(), context.Request.Headers.TraceParent);
        context.TraceIdentifier = id;
        context.Response.Headers[HeaderName] = id;
        await next(context);
        Log(context, id, time.GetElapsedTime(started));
    }

    /// <summary>A client's id is kept when it is short and printable, so that it cannot break a log line or a header.</summary>
    internal static string IdOf(string sent, string? traceParent)
    {
        if (sent.Length is > 0 and <= MaxLength && sent.All(character => character is > ' ' and <= '~')) return sent;
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity) return activity.TraceId.ToHexString();
        // Without a listener there is no activity, but the client may have a trace of its own.
        return traceParent is { Length: > 0 } && ActivityContext.TryParse(traceParent, traceState: null, out var trace)
            ? trace.TraceId.ToHexString()
            : Guid.NewGuid().ToString("N");
    }

    private void Log(HttpContext context, string id, TimeSpan duration)
    {
        var status = context.Response.StatusCode;
        if (status >= StatusCodes.Status500InternalServerError)
            Failed(logger, context.Request.Method, context.Request.Path, status, duration.TotalMilliseconds, id);
        else if (logger.IsEnabled(LogLevel.Debug))
            Answered(logger, context.Request.Method, context.Request.Path, status, duration.TotalMilliseconds, id);
    }

    [LoggerMessage(EventId = 2014, Level = LogLevel.Debug, Message = "{Method} {Path} {Status} in {Milliseconds:F2} ms (request {RequestId})")]
    private static partial void Answered(ILogger logger, string method, string path, int status, double milliseconds, string requestId);

    [LoggerMessage(EventId = 2015, Level = LogLevel.Warning, Message = "{Method} {Path} {Status} in {Milliseconds:F2} ms (request {RequestId})")]
    private static partial void Failed(ILogger logger, string method, string path, int status, double milliseconds, string requestId);
}
