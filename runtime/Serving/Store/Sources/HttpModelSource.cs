using System.Net;

namespace Slipway.Runtime.Serving.Store.Sources;

/// <summary>
/// One file over https or http. The listing is the answer to the download itself, kept open for it: addresses that are signed for GET
/// refuse HEAD, and most downloads then cost one request.
/// </summary>
internal sealed class HttpModelSource(ModelUri uri, HttpRequester requester, TimeProvider time) : IModelSource
{
    /// <summary>The name it gets, whatever the address calls it.</summary>
    private const string FileName = "model.onnx";

    private HttpResponseMessage? _opened;

    public string? ResolvedUri => null;

    public async Task<SourceListing> ListAsync(CancellationToken cancellationToken)
    {
        _opened?.Dispose();
        _opened = null;
        var response = await requester.GetAsync(uri.Uri, static _ => { }, cancellationToken);
        try
        {
            if (response.StatusCode != HttpStatusCode.OK) throw Fault(response);
            _opened = response;
            var takesRanges = response.Headers.AcceptRanges.Contains("bytes");
            var entry = new SourceEntry(FileName, response.Content.Headers.ContentLength, Validator(response)) { TakesRanges = takesRanges };
            return new SourceListing([entry], IsFolder: false);
        }
        finally
        {
            if (_opened is null) response.Dispose();
        }
    }

    public async Task<SourceContent> OpenAsync(SourceEntry entry, EntryRange range, CancellationToken cancellationToken)
    {
        var opened = Interlocked.Exchange(ref _opened, null);
        if (range.IsWhole && opened is not null) return await ContentAsync(opened, isPart: false, cancellationToken);
        opened?.Dispose();

        var response = await requester.GetAsync(uri.Uri, request => AskFor(request, entry, range), cancellationToken);
        try
        {
            return await ContentAsync(response, IsPart(response, entry, range), cancellationToken);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _opened?.Dispose();
        requester.Dispose();
    }

    private static async Task<SourceContent> ContentAsync(HttpResponseMessage response, bool isPart, CancellationToken cancellationToken) =>
        new(await response.Content.ReadAsStreamAsync(cancellationToken), response, isPart);

    private static void AskFor(HttpRequestMessage request, SourceEntry entry, EntryRange range)
    {
        if (range.IsWhole) return;
        request.Headers.Range = range.Header;
        request.Headers.TryAddWithoutValidation("If-Range", entry.Validator);
    }

    /// <summary>A strong ETag, else the date; both may stand in If-Range, a weak ETag may not.</summary>
    private static string? Validator(HttpResponseMessage response) => response.Headers.ETag is { IsWeak: false } tag
        ? tag.Tag
        : response.Content.Headers.LastModified?.ToString("R");

    /// <summary>Whether the answer is the part asked for. The whole file again means that it changed, or that ranges are not known here.</summary>
    private bool IsPart(HttpResponseMessage response, SourceEntry entry, EntryRange range)
    {
        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent)) throw Fault(response);
        if (Validator(response) is { } validator && validator != entry.Validator) throw Changed();
        if (response.StatusCode == HttpStatusCode.OK) return false;
        return range.Is(response.Content.Headers.ContentRange, entry.SizeBytes) ? true : throw Changed();
    }

    private FetchException Changed() =>
        new(StartFailureReason.StorageUnreachable, $"{uri} changed while it was downloaded.", isTransient: true);

    private FetchException Fault(HttpResponseMessage response) => response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable
        ? Changed()
        : HttpStatusFault.Of(response, uri.ToString(), time);
}
