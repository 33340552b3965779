using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Slipway.Gateway.Pools;

namespace Slipway.Gateway.Proxying;

/// <summary>The gateway's own answers, in the form that clients of the protocol expect: <c>{"error": …}</c>, or a gRPC status.</summary>
internal static class ProxyErrors
{
    /// <summary>Writes an error, unless the answer has begun: then the connection is cut, because nothing else can tell the client.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="message">For the client's author.</param>
    /// <param name="retryAfterSeconds">When to try again; null: nothing is said.</param>
    /// <param name="challenge">How to prove who one is (WWW-Authenticate); null: nothing is said.</param>
    public static async Task WriteAsync(HttpContext context, int status, string message, int? retryAfterSeconds = null, string? challenge = null)
    {
        var response = context.Response;
        if (response.HasStarted)
        {
            context.Abort();
            return;
        }
        response.Clear();
        response.Headers[ProxyHeaders.RequestId] = context.TraceIdentifier;
        if (retryAfterSeconds is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (challenge is not null)
            response.Headers.WWWAuthenticate = challenge;
        if (ReplayBody.IsGrpc(context.Request))
        {
            response.StatusCode = StatusCodes.Status200OK;
            response.ContentType = "application/grpc";
            response.Headers["grpc-status"] = GrpcStatus(status).ToString(CultureInfo.InvariantCulture);
            response.Headers["grpc-message"] = Uri.EscapeDataString(message);
            return;
        }
        response.StatusCode = status;
        response.ContentType = "application/json";
        await response.WriteAsync($$"""{"error":"{{JsonEncodedText.Encode(message)}}"}""");
    }

    public static Task WriteAsync(HttpContext context, EntityKey model, Admission admission)
    {
        var (status, message) = admission.Refusal switch
        {
            Refusal.QueueFull => (StatusCodes.Status503ServiceUnavailable, $"Exceeds maximum queue size: too many requests wait for a replica of '{model}'"),
            Refusal.DeadlinePassed => (StatusCodes.Status503ServiceUnavailable, $"Request timeout expired: no replica of '{model}' became free in time"),
            Refusal.CannotMakeDeadline => (StatusCodes.Status503ServiceUnavailable, $"No replica of '{model}' can be ready before the request's deadline"),
            _ => (StatusCodes.Status503ServiceUnavailable, $"No replica of '{model}' is ready"),
        };
        return WriteAsync(context, status, message, admission.RetryAfterSeconds);
    }

    private static int GrpcStatus(int status) => status switch
    {
        StatusCodes.Status400BadRequest => 3,
        StatusCodes.Status401Unauthorized => 16,
        StatusCodes.Status403Forbidden => 7,
        StatusCodes.Status404NotFound => 5,
        StatusCodes.Status413PayloadTooLarge or StatusCodes.Status429TooManyRequests => 8,
        StatusCodes.Status504GatewayTimeout => 4,
        _ => 14,
    };
}
