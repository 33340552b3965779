using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Slipway.Runtime.Serving.Store.Sources;

namespace Slipway.Runtime.Serving.Store.Caching;

/// <summary>
/// Brings one large entry to disk by several connections at once, in parts. A part that breaks ends the attempt; the ledger keeps
/// what came.
/// </summary>
internal sealed class RangedDownload(
    IModelSource source, SourceEntry entry, PartialFile partial, FreeSpace space, ModelStoreOptions options, Action<long> report, StallGuard guard)
    : IDisposable
{
    private const int BufferBytes = 256 * 1024;
    private const long CheckpointBytes = 64L * 1024 * 1024;
    private const long BytesPerConnection = 256L * 1024 * 1024;
    private const int FewestConnections = 4;

    private readonly CancellationTokenSource _ended = CancellationTokenSource.CreateLinkedTokenSource(guard.Token);
    private readonly Lock _lock = new();
    private readonly RangeLedger _ledger = partial.OpenLedger(entry, options.RangeBytes);
    private long _reportedBytes;
    private long _savedBytes;

    /// <summary>Downloads what is missing.</summary>
    /// <returns>Null when all of it is there; else the whole content, because the source does not answer with parts.</returns>
    public async Task<SourceContent?> RunAsync()
    {
        _reportedBytes = _savedBytes = _ledger.DoneBytes;
        report(_reportedBytes);
        if (_ledger.Take() is not { } range) return End();

        // The first part decides whether there will be others.
        var first = await source.OpenAsync(entry, new EntryRange(range.Offset, range.Length), guard.Token);
        if (!first.IsPart) return first;
        using (var file = File.OpenHandle(partial.FilePath, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, FileOptions.Asynchronous))
        {
            RandomAccess.SetLength(file, entry.SizeBytes!.Value);
            var connections = (int)Math.Clamp(entry.SizeBytes.Value / BytesPerConnection, FewestConnections, options.MaxConnections);
            try
            {
                await Task.WhenAll([
                    WorkAsync(file, first, range), .. Enumerable.Range(1, connections - 1).Select(_ => WorkAsync(file, null, null))]);
            }
            finally
            {
                Checkpoint(file);
            }
        }

        return End();
    }

    public void Dispose() => _ended.Dispose();

    private SourceContent? End()
    {
        partial.DropLedger();
        return null;
    }

    private async Task WorkAsync(SafeFileHandle file, SourceContent? opened, (int Index, long Offset, long Length)? taken)
    {
        try
        {
            var range = taken ?? _ledger.Take();
            while (range is { } part)
            {
                var content = opened ?? await OpenAsync(part.Offset, part.Length);
                opened = null;
                await using (content) await CopyAsync(file, content, part.Index, part.Offset, part.Length);
                range = _ledger.Take();
            }
        }
        catch
        {
            // The others would only delay the next attempt.
            await _ended.CancelAsync();
            throw;
        }
    }

    private async Task<SourceContent> OpenAsync(long offset, long length)
    {
        var content = await source.OpenAsync(entry, new EntryRange(offset, length), _ended.Token);
        if (content.IsPart) return content;
        await content.DisposeAsync();
        throw new RangesRefusedException(entry.RelativePath);
    }

    private async Task CopyAsync(SafeFileHandle file, SourceContent content, int index, long offset, long length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            for (var end = offset + length; offset < end;)
            {
                var read = await content.Stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, end - offset)), _ended.Token);
                if (read == 0)
                {
                    throw new FetchException(
                        StartFailureReason.StorageUnreachable, $"A part of {entry.RelativePath} ended {end - offset} bytes early.", isTransient: true);
                }

                guard.Touch();
                await RandomAccess.WriteAsync(file, buffer.AsMemory(0, read), offset, _ended.Token);
                offset += read;
                Written(file, index, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Written(SafeFileHandle file, int index, int bytes)
    {
        lock (_lock)
        {
            _ledger.Add(index, bytes);
            _reportedBytes += bytes;
            report(_reportedBytes);
            if (_reportedBytes - _savedBytes < CheckpointBytes) return;
            _savedBytes = _reportedBytes;
            space.Require(Path.GetDirectoryName(partial.FilePath)!, 0);

            // A slow disk is no silent source.
            guard.Pause();
            Checkpoint(file);
            guard.Touch();
        }
    }

    /// <summary>The ledger may never promise what a power cut could still take away.</summary>
    private void Checkpoint(SafeFileHandle file)
    {
        var text = _ledger.Text();
        RandomAccess.FlushToDisk(file);
        partial.Save(text);
    }
}
