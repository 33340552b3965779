using System.Buffers;
using System.Security.Cryptography;
using Slipway.Runtime.Serving.Store.Sources;

namespace Slipway.Runtime.Serving.Store.Caching;

/// <summary>
/// Brings entries to disk, going on where an earlier attempt stopped, large ones by several connections, and hashes them. One per fetch.
/// </summary>
internal sealed class FileDownload(IModelSource source, FreeSpace space, ModelStoreOptions options, TimeProvider time)
{
    private const int BufferBytes = 256 * 1024;
    private const long SpaceCheckBytes = 64L * 1024 * 1024;

    private readonly HashSet<string> _inOneStream = new(StringComparer.Ordinal);

    /// <summary>Downloads the rest of an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="partial">Where it goes; what is there already belongs to the same content.</param>
    /// <param name="report">Is told the bytes on disk, by one thread at a time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The SHA-256 in hex.</returns>
    public async Task<string> RunAsync(SourceEntry entry, PartialFile partial, Action<long> report, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(partial.FilePath)!);
        using var guard = new StallGuard(options.StallTimeout, time, cancellationToken);
        string hex;
        try
        {
            hex = await DownloadAsync(entry, partial, report, guard);
        }
        catch (Exception exception) when (guard.HasStalled && !cancellationToken.IsCancellationRequested)
        {
            throw new FetchException(
                StartFailureReason.DownloadStalled,
                $"No byte of {entry.RelativePath} came for {options.StallTimeout.TotalSeconds:0.#} s.",
                isTransient: true,
                exception);
        }

        if (entry.Sha256Hex is null || entry.Sha256Hex == hex) return hex;
        partial.Discard();
        throw new FetchException(
            StartFailureReason.DigestMismatch,
            $"What came for {entry.RelativePath} has the digest sha256:{hex}, but its source promised sha256:{entry.Sha256Hex}.",
            isTransient: true);
    }

    private async Task<string> DownloadAsync(SourceEntry entry, PartialFile partial, Action<long> report, StallGuard guard)
    {
        SourceContent? whole = null;
        if (IsSplit(entry, partial))
        {
            try
            {
                using var ranged = new RangedDownload(source, entry, partial, space, options, report, guard);
                whole = await ranged.RunAsync();
                guard.Pause();
                if (whole is null) return await Digests.OfFileAsync(partial.FilePath, guard.Token);
            }
            catch (RangesRefusedException)
            {
                _inOneStream.Add(entry.RelativePath);
                throw;
            }

            partial.Discard();
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var offset = partial.KeepBeginning(entry);
        guard.Pause();
        if (offset > 0) await Digests.AppendFileAsync(hash, partial.FilePath, guard.Token);
        guard.Touch();
        report(offset);
        if (offset == entry.SizeBytes && offset > 0) return Digests.Hex(hash);

        await using var content = whole ?? await source.OpenAsync(entry, new EntryRange(offset), guard.Token);
        if (!content.IsPart && offset > 0)
        {
            offset = 0;
            hash.GetHashAndReset();
        }

        await CopyAsync(content.Stream, offset, partial.FilePath, hash, report, guard);
        return Digests.Hex(CheckLength(entry, partial.FilePath, hash));
    }

    /// <summary>Whether it is large enough for several connections, and comes from where parts can be asked for.</summary>
    private bool IsSplit(SourceEntry entry, PartialFile partial) =>
        entry is { TakesRanges: true, Validator: not null }
        && entry.SizeBytes - partial.PresentBytes(entry) >= options.SplitFromBytes
        && !_inOneStream.Contains(entry.RelativePath);

    private static IncrementalHash CheckLength(SourceEntry entry, string path, IncrementalHash hash)
    {
        var length = new FileInfo(path).Length;
        return entry.SizeBytes is null || entry.SizeBytes == length
            ? hash
            : throw new FetchException(
                StartFailureReason.StorageUnreachable, $"{entry.RelativePath} ended after {length} of {entry.SizeBytes} bytes.", isTransient: true);
    }

    private async Task CopyAsync(Stream content, long offset, string path, IncrementalHash hash, Action<long> report, StallGuard guard)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
            file.SetLength(offset);
            file.Seek(0, SeekOrigin.End);
            var nextCheck = file.Position + SpaceCheckBytes;
            int read;
            while ((read = await content.ReadAsync(buffer.AsMemory(), guard.Token)) > 0)
            {
                guard.Touch();
                await file.WriteAsync(buffer.AsMemory(0, read), guard.Token);
                hash.AppendData(buffer, 0, read);
                report(file.Position);
                if (file.Position < nextCheck) continue;
                space.Require(Path.GetDirectoryName(path)!, 0);
                nextCheck += SpaceCheckBytes;
            }

            // Before the rename that makes it visible: a power cut must not leave a name without content.
            file.Flush(flushToDisk: true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
