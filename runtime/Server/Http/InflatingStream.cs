using System.IO.Compression;

namespace Slipway.Runtime.Server.Http;

/// <summary>
/// Decompresses, and stops a body that grows out of all proportion to what was sent. The reader bounds the total; this bounds the work
/// that little traffic can cause.
/// </summary>
internal sealed class InflatingStream : Stream
{
    /// <summary>The most bytes out per byte in. Tensors of nothing but zeros reach 1,000, so small ones are let through.</summary>
    public const int MaxRatio = 200;

    /// <summary>Up to here the ratio does not matter.</summary>
    public const long FreeBytes = 8 * 1024 * 1024;

    private readonly CountedStream _source;
    private readonly Stream _inflater;
    private long _written;

    private InflatingStream(CountedStream source, Stream inflater) => (_source, _inflater) = (source, inflater);

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Over gzip data.</summary>
    public static InflatingStream GZip(Stream source)
    {
        var counted = new CountedStream(source);
        return new InflatingStream(counted, new GZipStream(counted, CompressionMode.Decompress, leaveOpen: true));
    }

    /// <summary>Over zlib data, which HTTP calls deflate.</summary>
    public static InflatingStream ZLib(Stream source)
    {
        var counted = new CountedStream(source);
        return new InflatingStream(counted, new ZLibStream(counted, CompressionMode.Decompress, leaveOpen: true));
    }

    /// <inheritdoc/>
    /// <exception cref="BadHttpRequestException">413: out of proportion.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Checked(await _inflater.ReadAsync(buffer, cancellationToken));

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Checked(_inflater.Read(buffer, offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _inflater.Dispose();
        base.Dispose(disposing);
    }

    private int Checked(int read)
    {
        _written += read;
        return _written <= FreeBytes || _written / MaxRatio <= _source.ReadBytes
            ? read
            : throw new BadHttpRequestException(
                $"request body decompresses to more than {MaxRatio} times its size", StatusCodes.Status413PayloadTooLarge);
    }
}
