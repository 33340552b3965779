using System.Buffers;
using System.Collections.Immutable;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Slipway.Runtime.Protocol.Writing;

namespace Slipway.Runtime.Protocol;

/// <summary>An answer ready to be sent. Borrows the raw outputs; dispose it before the response.</summary>
public sealed class EncodedInferResponse : IDisposable
{
    /// <summary>Of answers that are JSON alone.</summary>
    public const string JsonContentType = "application/json";

    /// <summary>Of answers with raw outputs.</summary>
    public const string BinaryContentType = "application/octet-stream";

    /// <summary>The header that holds <see cref="HeaderLength"/>, in requests and answers.</summary>
    public const string HeaderLengthName = "Inference-Header-Content-Length";

    /// <summary>Up to here, elements are gathered into one write.</summary>
    private const int GatheredBytes = 64 * 1024;

    private readonly PooledBufferWriter _json;
    private readonly ImmutableArray<Memory<byte>> _tensors;

    internal EncodedInferResponse(PooledBufferWriter json, ImmutableArray<Memory<byte>> tensors)
    {
        _json = json;
        _tensors = tensors;
        ContentLength = json.Written.Length;
        foreach (var tensor in tensors) ContentLength += tensor.Length;
    }

    /// <summary>For <c>Content-Type</c>.</summary>
    public string ContentType => _tensors.IsEmpty ? JsonContentType : BinaryContentType;

    /// <summary>The length of the JSON in bytes when raw outputs follow it; null when none do, and the header must not be sent.</summary>
    public int? HeaderLength => _tensors.IsEmpty ? null : _json.Written.Length;

    /// <summary>For <c>Content-Length</c>.</summary>
    public long ContentLength { get; }

    /// <summary>Writes and flushes the body.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteToAsync(PipeWriter writer, CancellationToken cancellationToken)
    {
        writer.Write(_json.Written.Span);
        foreach (var tensor in _tensors)
        {
            // Head, JSON and small tensors go out together; a large one is sent before the next is copied into the server's buffers.
            if (tensor.Length <= GatheredBytes) writer.Write(tensor.Span);
            else await writer.WriteAsync(tensor, cancellationToken);
        }

        await writer.FlushAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();
}
