using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Slipway.Runtime.Protocol;

namespace Slipway.Runtime.Server.Http;

/// <summary>Small answers.</summary>
internal static class JsonAnswer
{
    /// <summary>How long a client should wait before it tries again when it is not its fault.</summary>
    private const string RetryAfterSeconds = "1";

    /// <summary>Writes a message.</summary>
    public static async Task WriteAsync<T>(HttpContext context, T message, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message, type);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>Writes an error in the protocol's one shape.</summary>
    public static Task WriteErrorAsync(HttpContext context, int status, string message) =>
        WriteAsync(context, new ErrorMessage(message), ProtocolJson.Default.ErrorMessage, status);

    /// <summary>Writes an error in the protocol's one shape.</summary>
    public static Task WriteErrorAsync(HttpContext context, ProtocolError error) => WriteErrorAsync(context, error.HttpStatus, error.Message);
}
