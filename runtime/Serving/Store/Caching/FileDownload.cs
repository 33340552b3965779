using System.Buffers;
using System.Security.Cryptography;
using Slipway.Runtime.Serving.Store.Sources;

namespace Slipway.Runtime.Serving.Store.Caching;

/// <summary>Brings one entry to disk, going on where an earlier attempt stopped, and hashes it on the way.</summary>
internal sealed class FileDownload(IModelSource source, FreeSpace space, ModelStoreOptions options, TimeProvider time)
{
    private const int BufferBytes = 256 * 1024;
    private const long SpaceCheckBytes = 64L * 1024 * 1024;

    /// <summary>Downloads the rest of an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="path">Where it goes; what is there already is a beginning of the same content.</param>
    /// <param name="report">Is told the bytes on disk.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The SHA-256 in hex.</returns>
    public async Task<string> RunAsync(SourceEntry entry, string path, Action<long> report, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var offset = await KeepAsync(entry, path, hash, cancellationToken);
        report(offset);
        if (offset == entry.SizeBytes && offset > 0) return Digests.Hex(hash);

        using var guard = new StallGuard(options.StallTimeout, time, cancellationToken);
        try
        {
            await using var content = await source.OpenAsync(entry, offset, guard.Token);
            if (content.Offset != offset) hash.GetHashAndReset();
            await CopyAsync(content, path, hash, report, guard);
        }
        catch (Exception exception) when (guard.HasStalled && !cancellationToken.IsCancellationRequested)
        {
            throw new FetchException(
                StartFailureReason.DownloadStalled,
                $"No byte of {entry.RelativePath} came for {options.StallTimeout.TotalSeconds:0.#} s.",
                isTransient: true,
                exception);
        }

        return Digests.Hex(CheckLength(entry, path, hash));
    }

    /// <summary>How much of an earlier attempt can be kept; its bytes are added to the hash.</summary>
    private static async Task<long> KeepAsync(SourceEntry entry, string path, IncrementalHash hash, CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) return 0;
        var length = new FileInfo(path).Length;
        if (entry.Validator is null || entry.SizeBytes is not { } size || length > size)
        {
            File.Delete(path);
            return 0;
        }

        await Digests.AppendFileAsync(hash, path, cancellationToken);
        return length;
    }

    private static IncrementalHash CheckLength(SourceEntry entry, string path, IncrementalHash hash)
    {
        var length = new FileInfo(path).Length;
        return entry.SizeBytes is null || entry.SizeBytes == length
            ? hash
            : throw new FetchException(
                StartFailureReason.StorageUnreachable, $"{entry.RelativePath} ended after {length} of {entry.SizeBytes} bytes.", isTransient: true);
    }

    private async Task CopyAsync(SourceContent content, string path, IncrementalHash hash, Action<long> report, StallGuard guard)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
            file.SetLength(content.Offset);
            file.Seek(0, SeekOrigin.End);
            var nextCheck = file.Position + SpaceCheckBytes;
            int read;
            while ((read = await content.Stream.ReadAsync(buffer.AsMemory(), guard.Token)) > 0)
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
