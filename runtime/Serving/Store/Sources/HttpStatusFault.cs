using System.Net;

namespace Slipway.Runtime.Serving.Store.Sources;

/// <summary>What an HTTP status that is not a success means for a download.</summary>
internal static class HttpStatusFault
{
    /// <summary>Of an answer, with how long it asks to be left alone.</summary>
    public static FetchException Of(HttpResponseMessage response, string source, TimeProvider time)
    {
        var retryAfter = response.Headers.RetryAfter;
        return Of(
            response.StatusCode, source, retryAfter: retryAfter?.Delta ?? (retryAfter?.Date is { } date ? date - time.GetUtcNow() : null));
    }

    public static FetchException Of(HttpStatusCode status, string source, string? detail = null, TimeSpan? retryAfter = null)
    {
        var code = (int)status;
        var text = detail is null ? $"HTTP {code}" : $"HTTP {code}, {detail}";
        return status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.ProxyAuthenticationRequired =>
                new FetchException(StartFailureReason.StorageUnauthorized, $"{source} may not be read with these credentials ({text})."),
            HttpStatusCode.NotFound or HttpStatusCode.Gone =>
                new FetchException(StartFailureReason.ModelNotFound, $"{source} does not exist ({text})."),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or (HttpStatusCode)425 =>
                new FetchException(StartFailureReason.StorageUnreachable, $"{source} asks for patience ({text}).", isTransient: true) { RetryAfter = retryAfter },
            >= HttpStatusCode.InternalServerError =>
                new FetchException(StartFailureReason.StorageUnreachable, $"{source} has a problem ({text}).", isTransient: true) { RetryAfter = retryAfter },
            _ => new FetchException(StartFailureReason.StorageUnreachable, $"{source} answers with {text}."),
        };
    }
}
