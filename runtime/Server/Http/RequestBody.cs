using System.Buffers;

namespace Slipway.Runtime.Server.Http;

/// <summary>A whole request body in pooled memory; disposing gives the memory back.</summary>
internal sealed class RequestBody : IDisposable
{
    private const int FirstBufferBytes = 16 * 1024;
    private byte[]? _buffer;
    private int _length;

    private RequestBody(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>The body, decompressed.</summary>
    public Memory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <summary>Reads a body.</summary>
    /// <param name="request">Whose body.</param>
    /// <param name="maxBytes">The most bytes, as sent and as decompressed.</param>
    /// <param name="cancellationToken">The client is gone.</param>
    /// <exception cref="BadHttpRequestException">Too large, cut short, or compressed in a way that cannot be read; it has the status.</exception>
    public static async ValueTask<RequestBody> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
            throw TooLarge(maxBytes);
        await using var decompressor = Decompressor(request);
        var expected = decompressor is null ? request.ContentLength : null;
        // One byte more than announced, so that the end of the stream is seen without growing.
        var body = new RequestBody(expected is { } length ? (int)length + 1 : FirstBufferBytes);
        try
        {
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
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
            ArrayPool<byte>.Shared.Return(buffer);
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

    private async ValueTask FillAsync(Stream source, int maxBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_length == _buffer!.Length)
                Grow();
            var read = await source.ReadAsync(_buffer.AsMemory(_length), cancellationToken);
            if (read == 0)
                return;
            _length += read;
            if (_length > maxBytes)
                throw TooLarge(maxBytes);
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(checked(_buffer!.Length * 2));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
