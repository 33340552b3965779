using System.Net;

namespace Slipway.Runtime.Serving.Store.Sources;

/// <summary>Opens content whose address stands for its bytes (a commit, a digest), so that parts need no condition.</summary>
internal static class StoredContent
{
    /// <summary>Asks for a part and checks that the answer is it.</summary>
    /// <param name="get">Sends the request, with what this adds to it.</param>
    /// <param name="entry">What is asked for.</param>
    /// <param name="range">Which part of it.</param>
    /// <param name="source">For messages.</param>
    /// <param name="time">For dates in Retry-After.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<SourceContent> OpenAsync(
        Func<Action<HttpRequestMessage>, Task<HttpResponseMessage>> get,
        SourceEntry entry,
        EntryRange range,
        string source,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var response = await get(request => request.Headers.Range = range.Header);
        try
        {
            var isPart = response.StatusCode switch
            {
                HttpStatusCode.OK => false,
                HttpStatusCode.PartialContent when range.Is(response.Content.Headers.ContentRange, entry.SizeBytes) => true,
                HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable => throw new FetchException(
                    StartFailureReason.StorageUnreachable, $"The answer to {source} is another part than the one asked for.", isTransient: true),
                _ => throw HttpStatusFault.Of(response, source, time),
            };
            return new SourceContent(await response.Content.ReadAsStreamAsync(cancellationToken), response, isPart);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
