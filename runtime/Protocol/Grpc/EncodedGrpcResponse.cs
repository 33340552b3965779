using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Slipway.Runtime.Protocol.Writing;

namespace Slipway.Runtime.Protocol.Grpc;

/// <summary>A framed answer ready to be sent. Borrows the outputs; dispose it before the response.</summary>
public sealed class EncodedGrpcResponse : IDisposable
{
    /// <summary>Up to here, elements are gathered into one write; a larger output is sent before the next is copied into the server's buffers.</summary>
    private const int GatheredBytes = 64 * 1024;

    private readonly PooledBufferWriter _head;
    private readonly IReadOnlyList<ResponseOutput> _outputs;

    internal EncodedGrpcResponse(PooledBufferWriter head, IReadOnlyList<ResponseOutput> outputs) => (_head, _outputs) = (head, outputs);

    /// <summary>Writes the frame; what is not large is still to be flushed.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteToAsync(PipeWriter writer, CancellationToken cancellationToken)
    {
        writer.Write(_head.Written.Span);
        foreach (var output in _outputs)
        {
            var data = output.Tensor.Data;
            GrpcInferResponseEncoder.WriteRawHead(writer, data.Length);
            if (data.Length <= GatheredBytes) writer.Write(data.Span);
            else await writer.WriteAsync(data, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _head.Dispose();
}
