using System.Net.Sockets;
using System.Security.Authentication;
using Amazon.Runtime;
using Slipway.Runtime.Serving.Store.Caching;

namespace Slipway.Runtime.Serving.Store.Network;

/// <summary>What an exception of the network or the disk means.</summary>
internal static class NetworkFault
{
    /// <summary>The reason with a message; a stall is the caller's to notice.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="source">The source, as it may be shown.</param>
    public static FetchException Classify(Exception exception, string source)
    {
        if (exception is FetchException known) return known;
        if (Find<AddressRefusedException>(exception) is { } refused)
        {
            return new FetchException(StartFailureReason.AddressRefused, $"{source} is refused: {refused.Message}", inner: exception);
        }

        if (Find<AuthenticationException>(exception) is { } tls)
        {
            return new FetchException(StartFailureReason.StorageTlsFailed, $"{source} has no trusted TLS connection: {tls.Message}", inner: exception);
        }

        if (DiskFault.IsFull(exception))
        {
            return new FetchException(StartFailureReason.InsufficientStorage, "The cache volume is full.", inner: exception);
        }

        var why = Find<SocketException>(exception)?.Message ?? exception.Message;
        return new FetchException(StartFailureReason.StorageUnreachable, $"{source} cannot be reached: {why}", isTransient: true, exception);
    }

    /// <summary>Whether it comes from the network or a disk, and not from a bug or the caller's cancellation.</summary>
    public static bool IsExpected(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        HttpRequestException or IOException or AuthenticationException or SocketException => true,
        AddressRefusedException or FetchException or AmazonClientException => true,

        // The HTTP stack reports a connection that takes too long in this way.
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        _ => false,
    };

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found) return found;
        }

        return null;
    }
}
