using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Slipway.Runtime.Protocol.Writing;

namespace Slipway.Runtime.Protocol.Grpc;

/// <summary>A framed answer ready to be sent. Borrows the outputs; dispose it before the response.</summary>
public sealed class EncodedGrpcResponse : IDisposable
{
    /// <summary>An answer up to here goes out together with the trailers; of a larger one, each output is sent before the next is copied into the server's buffers.</summary>
    private const int GatheredBytes = 4 * 1024 * 1024;

    private readonly PooledBufferWriter _head;
    private readonly IReadOnlyList<ResponseOutput> _outputs;
    private readonly bool _isGathered;

    internal EncodedGrpcResponse(PooledBufferWriter head, IReadOnlyList<ResponseOutput> outputs, long length) =>
        (_head, _outputs, _isGathered) = (head, outputs, length <= GatheredBytes);

    /// <summary>Writes the frame; its end is still to be flushed.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteToAsync(PipeWriter writer, CancellationToken cancellationToken)
    {
        writer.Write(_head.Written.Span);
        foreach (var output in _outputs)
        {
            var data = output.Tensor.Data;
            GrpcInferResponseEncoder.WriteRawHead(writer, data.Length);
            if (_isGathered) writer.Write(data.Span);
            else await writer.WriteAsync(data, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _head.Dispose();
}
