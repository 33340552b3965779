using System.Buffers;
using System.Runtime.CompilerServices;
using Slipway.Runtime.Server.Limits;

namespace Slipway.Runtime.Server.Http;

/// <summary>A whole request body in pooled memory; disposing gives the memory back.</summary>
internal sealed class RequestBody : IDisposable
{
    private const int FirstBufferBytes = 16 * 1024;
    private const int Alignment = 8;

    /// <summary>An announced length is believed up to here; beyond, memory grows with what really arrives.</summary>
    private const int TrustedBytes = 1024 * 1024;

    private readonly int _start;
    private readonly ByteLease _lease;
    private byte[] _buffer = [];
    private int _end;
    private int _isDisposed;

    private RequestBody(int start, ByteLease lease) => (_start, _end, _lease) = (start, start, lease);

    /// <summary>The body, decompressed.</summary>
    public Memory<byte> Memory => _buffer.AsMemory(_start.._end);

    /// <summary>Reads a body.</summary>
    /// <param name="request">Whose body.</param>
    /// <param name="maxBytes">The most bytes, as sent and as decompressed.</param>
    /// <param name="lease">Grows by what is read; the caller's to dispose, when the request is over.</param>
    /// <param name="cancellationToken">The client is gone.</param>
    /// <param name="aligned">A place in the body that is to lie at a multiple of 8 bytes, so that tensors from there on need not be copied.</param>
    /// <exception cref="BadHttpRequestException">Too large, cut short, or compressed in a way that cannot be read, or too much for now; it has the status.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<RequestBody> ReadAsync(
        HttpRequest request, int maxBytes, ByteLease lease, CancellationToken cancellationToken, int aligned = 0)
    {
        if (request.ContentLength > maxBytes)
            throw TooLarge(maxBytes);
        await using var decompressor = Decompressor(request);
        var expected = decompressor is null ? request.ContentLength : null;
        // One byte more than announced, so that the end of the stream is seen without growing.
        var body = new RequestBody((Alignment - (aligned % Alignment)) % Alignment, lease);
        try
        {
            body.Reserve(expected is { } length ? (int)Math.Min(length + 1, TrustedBytes) : FirstBufferBytes);
            await body.FillAsync(decompressor ?? request.Body, maxBytes, cancellationToken);
            return body;
        }
        catch (InvalidDataException exception)
        {
            body.Dispose();
            throw new BadHttpRequestException("failed to decompress the request body", StatusCodes.Status400BadRequest, exception);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0 && _buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
    }

    private static InflatingStream? Decompressor(HttpRequest request) => request.Headers.ContentEncoding.ToString().ToLowerInvariant() switch
    {
        "" or "identity" => null,
        "gzip" or "x-gzip" => InflatingStream.GZip(request.Body),
        "deflate" => InflatingStream.ZLib(request.Body),
        var other => throw new BadHttpRequestException($"unsupported Content-Encoding '{other}'", StatusCodes.Status415UnsupportedMediaType),
    };

    private static BadHttpRequestException TooLarge(int maxBytes) =>
        new($"request body exceeds the limit of {maxBytes} bytes", StatusCodes.Status413PayloadTooLarge);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FillAsync(Stream source, int maxBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_end == _buffer.Length)
                Reserve(checked(2 * (_end - _start)));
            var read = await source.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0)
                return;
            _end += read;
            if (_end - _start > maxBytes)
                throw TooLarge(maxBytes);
        }
    }

    /// <summary>Makes room for so many bytes in all.</summary>
    private void Reserve(int bytes)
    {
        var larger = ArrayPool<byte>.Shared.Rent(_start + bytes);
        if (!_lease.TryGrowTo(larger.Length))
        {
            ArrayPool<byte>.Shared.Return(larger);
            throw new BadHttpRequestException(ByteLease.Exhausted, StatusCodes.Status503ServiceUnavailable);
        }

        if (_buffer.Length > 0) _buffer.AsSpan(0, _end).CopyTo(larger);
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
