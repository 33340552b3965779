using System.Net;
using System.Text.Json;

namespace Slipway.Runtime.Serving.Store.Sources;

/// <summary>
/// Files of a repository on a Hugging Face hub. A revision is looked up once and all files are then asked for by its commit, so that a
/// branch that moves during the download cannot mix two versions.
/// </summary>
internal sealed class HuggingFaceModelSource(ModelUri uri, ModelCredentials credentials, HttpRequester requester, TimeProvider time) : IModelSource
{
    private const string PublicHub = "https://huggingface.co";
    private const string FileName = "model.onnx";
    private const int MaxFiles = 10_000;
    private const int MaxListingBytes = 16 * 1024 * 1024;

    private readonly HuggingFaceAddress _address = HuggingFaceAddress.Of(uri.Uri)!;
    private string? _commit;

    public string? ResolvedUri => _commit is null ? null : _address.At(_commit);

    public async Task<SourceListing> ListAsync(CancellationToken cancellationToken)
    {
        // Attempts of one fetch stay with the commit that the first of them saw.
        var revision = await ReadAsync(_commit ?? _address.Revision, cancellationToken);
        _commit = revision.Commit is { Length: >= 40 and <= 64 } commit && commit.All(char.IsAsciiHexDigitLower)
            ? commit
            : throw Odd("names no commit");
        var files = (revision.Files ?? []).Where(file => _address.IsFolder
            ? file.Path.StartsWith(_address.Path, StringComparison.Ordinal)
            : file.Path == _address.Path).ToList();
        if (files.Count == 0) throw new FetchException(StartFailureReason.ModelNotFound, $"{uri} does not exist at commit {_commit}.");
        if (files.Count > MaxFiles) throw new FetchException(StartFailureReason.ModelRefused, $"{uri} holds more than {MaxFiles} files.");
        return new SourceListing([.. files.Select(Entry).DistinctBy(entry => entry.RelativePath)], _address.IsFolder);
    }

    public Task<SourceContent> OpenAsync(SourceEntry entry, EntryRange range, CancellationToken cancellationToken)
    {
        var path = _address.IsFolder ? _address.Path + entry.RelativePath : _address.Path;
        var address = Address($"{_address.Repository}/resolve/{_commit}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}");
        return StoredContent.OpenAsync(
            prepare => requester.GetAsync(address, prepare, cancellationToken), entry, range, uri.ToString(), time, cancellationToken);
    }

    public void Dispose() => requester.Dispose();

    private async Task<HubRevision> ReadAsync(string revision, CancellationToken cancellationToken)
    {
        var address = Address($"api/models/{_address.Repository}/revision/{Uri.EscapeDataString(revision)}?blobs=true");
        using var response = await requester.GetAsync(address, static _ => { }, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK) throw HttpStatusFault.Of(response, uri.ToString(), time);
        var body = await BoundedBody.ReadAsync(response, MaxListingBytes, uri.ToString(), cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(body, HubJson.Default.HubRevision) ?? throw Odd("is empty");
        }
        catch (JsonException exception)
        {
            throw Odd("is not the JSON of a hub", exception);
        }
    }

    private SourceEntry Entry(HubFile file)
    {
        var path = _address.IsFolder ? file.Path[_address.Path.Length..] : FileName;
        return RelativePath.IsSafe(path)
            ? new SourceEntry(path, file.SizeBytes, file.BlobId) { TakesRanges = true }
            : throw new FetchException(StartFailureReason.ModelRefused, $"{uri} holds a file whose name is no plain path.");
    }

    private Uri Address(string relative)
    {
        var hub = credentials.HubEndpoint ?? PublicHub;
        return Uri.TryCreate(hub.TrimEnd('/') + "/", UriKind.Absolute, out var start) && start.Scheme is ("https" or "http") && start.UserInfo.Length == 0
            ? new Uri(start, relative)
            : throw new FetchException(StartFailureReason.InvalidArguments, "The credential 'HF_ENDPOINT' is not an http or https address.");
    }

    private FetchException Odd(string what, Exception? inner = null) =>
        new(StartFailureReason.StorageUnreachable, $"The answer to {uri} {what}.", inner: inner);
}
