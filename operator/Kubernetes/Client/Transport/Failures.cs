using System.Text.Json;

namespace Slipway.Kubernetes.Client.Transport;

/// <summary>Failures to get an answer, named after what was asked.</summary>
internal static class Failures
{
    public static HttpRequestException Name(string operation, Exception exception) => exception switch
    {
        HttpRequestException failure => new(failure.HttpRequestError, $"{operation}: {Innermost(failure)}", failure, failure.StatusCode),
        HttpIOException failure => new(failure.HttpRequestError, $"{operation}: {failure.Message}", failure),
        JsonException => new(HttpRequestError.InvalidResponse, $"{operation}: the answer cannot be read: {exception.Message}", exception),
        _ => new(HttpRequestError.Unknown, $"{operation}: {exception.Message}", exception),
    };

    public static HttpRequestException NoAnswer(string operation, TimeSpan timeout) =>
        new(HttpRequestError.Unknown, $"{operation}: no answer within {timeout.TotalSeconds:0.#} s", new TimeoutException());

    public static HttpRequestException Silent(string operation) =>
        new(HttpRequestError.ResponseEnded, $"{operation}: the server did not end the watch in time; the connection is taken for dead", new TimeoutException());

    /// <summary>The handler's own text often says no more than "see inner exception".</summary>
    private static string Innermost(HttpRequestException exception) =>
        exception.GetBaseException() is var cause && cause != exception ? $"{exception.Message} ({cause.Message})" : exception.Message;
}
