using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using Amazon.S3;
using Amazon.S3.Model;

namespace Slipway.Runtime.Serving.Store.Sources;

/// <summary>An object, or every object below a prefix, of S3 or a store that speaks its protocol.</summary>
internal sealed class S3ModelSource(ModelUri uri, IAmazonS3 client, IDisposable connections) : IModelSource
{
    private const int MaxObjects = 10_000;
    private const string FileName = "model.onnx";

    public string? ResolvedUri => null;

    public async Task<SourceListing> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            return uri.IsFolder ? await ListFolderAsync(cancellationToken) : await DescribeObjectAsync(cancellationToken);
        }
        catch (AmazonS3Exception exception)
        {
            throw Fault(exception);
        }
    }

    public async Task<SourceContent> OpenAsync(SourceEntry entry, EntryRange range, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest { BucketName = uri.Authority, Key = uri.IsFolder ? uri.Path + entry.RelativePath : uri.Path };
        if (entry.Validator is { } validator) request.EtagToMatch = validator;
        if (range.Header is { } header) request.ByteRange = new ByteRange(header.ToString());
        try
        {
            var response = await client.GetObjectAsync(request, cancellationToken);
            var isPart = response.HttpStatusCode == HttpStatusCode.PartialContent;
            if (!isPart || (ContentRangeHeaderValue.TryParse(response.ContentRange, out var part) && range.Is(part, entry.SizeBytes)))
            {
                return new SourceContent(response.ResponseStream, response, isPart);
            }

            response.Dispose();
            throw new FetchException(StartFailureReason.StorageUnreachable, $"{uri} answers with another part than the one asked for.", isTransient: true);
        }
        catch (AmazonS3Exception exception)
        {
            throw Fault(exception);
        }
    }

    public void Dispose()
    {
        client.Dispose();
        connections.Dispose();
    }

    private async Task<SourceListing> DescribeObjectAsync(CancellationToken cancellationToken)
    {
        var metadata = await client.GetObjectMetadataAsync(uri.Authority, uri.Path, cancellationToken);
        return new SourceListing([new SourceEntry(FileName, metadata.ContentLength, metadata.ETag) { TakesRanges = true }], IsFolder: false);
    }

    private async Task<SourceListing> ListFolderAsync(CancellationToken cancellationToken)
    {
        var entries = ImmutableArray.CreateBuilder<SourceEntry>();
        var request = new ListObjectsV2Request { BucketName = uri.Authority, Prefix = uri.Path };
        ListObjectsV2Response page;
        do
        {
            page = await client.ListObjectsV2Async(request, cancellationToken);
            foreach (var item in page.S3Objects ?? []) Add(entries, item);
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);

        return entries.Count == 0
            ? throw new FetchException(StartFailureReason.ModelNotFound, $"{uri} holds no objects.")
            : new SourceListing(entries.ToImmutable(), IsFolder: true);
    }

    private void Add(ImmutableArray<SourceEntry>.Builder entries, S3Object item)
    {
        // Consoles make such objects to show an empty folder.
        if (item.Key.EndsWith('/') && item.Size is 0 or null) return;
        var path = item.Key.StartsWith(uri.Path, StringComparison.Ordinal) ? item.Key[uri.Path.Length..] : "";
        if (!RelativePath.IsSafe(path))
        {
            throw new FetchException(StartFailureReason.ModelRefused, $"{uri} holds an object whose name is no plain path.");
        }

        if (entries.Count == MaxObjects)
        {
            throw new FetchException(StartFailureReason.ModelRefused, $"{uri} holds more than {MaxObjects} objects.");
        }

        entries.Add(new SourceEntry(path, item.Size, item.ETag) { TakesRanges = true });
    }

    private FetchException Fault(AmazonS3Exception exception)
    {
        var source = uri.ToString();
        return exception.ErrorCode switch
        {
            "ExpiredToken" or "InvalidToken" or "TokenRefreshRequired" or "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "AccessDenied" =>
                HttpStatusFault.Of(HttpStatusCode.Forbidden, source, exception.ErrorCode),
            "NoSuchKey" or "NoSuchBucket" => HttpStatusFault.Of(HttpStatusCode.NotFound, source, exception.ErrorCode),
            "SlowDown" or "RequestTimeout" or "InternalError" => HttpStatusFault.Of(HttpStatusCode.ServiceUnavailable, source, exception.ErrorCode),
            _ when exception.StatusCode == HttpStatusCode.PreconditionFailed =>
                new FetchException(StartFailureReason.StorageUnreachable, $"{source} changed while it was downloaded.", isTransient: true),
            _ when (int)exception.StatusCode == 0 =>
                new FetchException(StartFailureReason.StorageUnreachable, $"{source} cannot be reached: {exception.Message}", isTransient: true, exception),
            _ => HttpStatusFault.Of(exception.StatusCode, source, exception.ErrorCode is { Length: > 0 } code ? code : null),
        };
    }
}
