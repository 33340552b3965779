namespace Slipway.Runtime.Serving.Store.Sources;

/// <summary>Small answers that are read as a whole.</summary>
internal static class BoundedBody
{
    /// <summary>Reads a body of at most so many bytes.</summary>
    /// <exception cref="FetchException">StorageUnreachable: it is longer.</exception>
    public static async Task<byte[]> ReadAsync(HttpResponseMessage response, int maxBytes, string source, CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(maxBytes, cancellationToken);
            return await response.Content.ReadAsByteArrayAsync(cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new FetchException(StartFailureReason.StorageUnreachable, $"The answer of {source} is longer than {maxBytes} bytes.", inner: exception);
        }
    }
}
