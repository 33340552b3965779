using System.Net;
using System.Net.Sockets;

namespace Slipway.Kubernetes.Client.Transport;

/// <summary>
/// Which requests are sent again. Answers: only where the server says when (Retry-After on 429 and 5xx), since then it
/// did nothing. Lost connections: only reads, since a write may have happened.
/// </summary>
internal static class RetryPolicy
{
    public const int MaxRetries = 10;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>The pause before the next try; null: give up.</summary>
    /// <param name="retryAfter">What the server asked for; null: nothing.</param>
    /// <param name="longest">What it may ask for.</param>
    /// <param name="retries">Retries made so far.</param>
    /// <param name="jitter">Random, 0 to 1: spreads clients that were refused together.</param>
    public static TimeSpan? AfterAnswer(HttpStatusCode status, TimeSpan? retryAfter, TimeSpan longest, int retries, double jitter)
    {
        if (retries >= MaxRetries || retryAfter is not { } asked || asked > longest)
            return null;
        return status == HttpStatusCode.TooManyRequests || (int)status >= 500
            ? asked + (FirstPause * jitter) + (asked * 0.25 * jitter)
            : null;
    }

    /// <inheritdoc cref="AfterAnswer"/>
    public static TimeSpan? AfterFailure(HttpMethod method, Exception failure, int retries, double jitter)
    {
        if (retries >= MaxRetries || method != HttpMethod.Get || !WasCut(failure))
            return null;
        var pause = FirstPause * Math.Pow(2, retries);
        return (pause < LongestPause ? pause : LongestPause) * (0.5 + (0.5 * jitter));
    }

    /// <summary>Whether a connection that stood was lost: it may be the connection's fault, not the server's.</summary>
    private static bool WasCut(Exception failure) => failure switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded or HttpRequestError.HttpProtocolError } => true,
        HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded or HttpRequestError.HttpProtocolError } => true,
        SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown } => true,
        { InnerException: { } inner } => WasCut(inner),
        _ => false,
    };
}
