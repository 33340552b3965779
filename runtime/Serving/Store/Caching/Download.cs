using Slipway.Runtime.Serving.Store.Sources;

namespace Slipway.Runtime.Serving.Store.Caching;

/// <summary>One attempt to bring a source's model into the cache. Holds the source's lock.</summary>
internal sealed class Download(
    IModelSource source, CacheLayout layout, ModelCache cache, FreeSpace space, ModelStoreOptions options, TimeProvider time)
{
    private readonly FileDownload _files = new(source, space, options, time);

    /// <summary>Lists the source, downloads what is missing, verifies and places it.</summary>
    /// <param name="sourceKey">Stands for the address.</param>
    /// <param name="expected">The digest that the content must have; null: any.</param>
    /// <param name="progress">Is told how it goes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<StoredModel> RunAsync(
        string sourceKey, ExpectedDigest? expected, DownloadProgress progress, CancellationToken cancellationToken)
    {
        progress.Enter(FetchStage.Downloading);
        var listing = await ListAsync(cancellationToken);
        var identity = listing.Identity(sourceKey);
        if (identity is not null && cache.FindDigest(identity) is { } known && known == (expected?.Hex ?? known)
            && await cache.FindAsync(known, () => progress.Enter(FetchStage.Verifying), cancellationToken) is { } model)
        {
            return model with { ResolvedUri = source.ResolvedUri };
        }

        progress.Enter(FetchStage.Downloading);
        var staged = Stage(sourceKey, identity);
        var hexByPath = await DownloadAsync(listing, staged, progress, cancellationToken);

        progress.Enter(FetchStage.Verifying);
        if (listing.IsPacked) hexByPath = await staged.UnpackAsync(listing, hexByPath, space, cancellationToken);
        var hex = listing.IsFolder ? Digests.OfFolder(hexByPath) : hexByPath.Values.Single();
        if (expected is not null && expected.Hex != hex)
        {
            cache.Remove(layout.Partials(sourceKey));
            throw expected.Mismatch(Digests.Prefix + hex);
        }

        if (!listing.IsFolder) await ArchiveCheck.RefuseAsync(staged.Of(listing.Entries[0], listing).FilePath, cancellationToken);
        staged.Tidy();
        var placed = await cache.PlaceAsync(staged.Directory, hex, cancellationToken);
        cache.Remove(layout.Partials(sourceKey));
        if (placed is null)
        {
            throw new FetchException(
                StartFailureReason.StorageUnreachable, "What was written to the cache is not what was downloaded.", isTransient: true);
        }

        if (identity is not null) cache.RememberDigest(identity, hex);
        return placed with { ResolvedUri = source.ResolvedUri };
    }

    private async Task<SourceListing> ListAsync(CancellationToken cancellationToken)
    {
        using var guard = new StallGuard(options.StallTimeout, time, cancellationToken);
        try
        {
            var listing = await source.ListAsync(guard.Token);
            if (listing.IsFolder && !listing.IsPacked) ModelSelection.PickModel([.. listing.Entries.Select(entry => entry.RelativePath)]);
            return listing;
        }
        catch (Exception exception) when (guard.HasStalled && !cancellationToken.IsCancellationRequested)
        {
            throw new FetchException(
                StartFailureReason.DownloadStalled,
                $"The source did not answer for {options.StallTimeout.TotalSeconds:0.#} s.",
                isTransient: true,
                exception);
        }
    }

    /// <summary>
    /// The directory for exactly this content, so that what an earlier attempt left there is a beginning of it. Remains of other
    /// content of the same source are removed.
    /// </summary>
    private StagingArea Stage(string sourceKey, string? identity)
    {
        var partials = layout.Partials(sourceKey);
        var staged = Path.Combine(partials, identity ?? Guid.NewGuid().ToString("n"));
        if (Directory.Exists(partials))
        {
            foreach (var other in Directory.EnumerateDirectories(partials).Where(path => path != staged)) cache.Remove(other);
        }

        Directory.CreateDirectory(staged);
        return new StagingArea(staged);
    }

    private async Task<IReadOnlyDictionary<string, string>> DownloadAsync(
        SourceListing listing, StagingArea staged, DownloadProgress progress, CancellationToken cancellationToken)
    {
        new CacheEviction(layout, cache, options.CacheLimitBytes, space).MakeRoom(listing.TotalBytes ?? 0, NeededBytes(listing, staged));
        progress.Begin(listing.TotalBytes);
        var hexByPath = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in listing.Entries)
        {
            hexByPath[entry.RelativePath] = await _files.RunAsync(entry, staged.Of(entry, listing), progress.Report, cancellationToken);
            progress.FileDone();
        }

        return hexByPath;
    }

    /// <summary>What is missing, and for archives at least their own size again.</summary>
    private static long NeededBytes(SourceListing listing, StagingArea staged) => listing.Entries.Sum(
        entry => (entry.SizeBytes ?? 0) * (entry.Packing == Packing.None ? 1 : 2) - staged.Of(entry, listing).PresentBytes(entry));
}
