using System.Buffers;
using System.Numerics;
using System.Text;
using Slipway.Runtime.Protocol.Writing;

namespace Slipway.Runtime.Protocol.Grpc;

/// <summary>Writes <c>inference.ModelInferResponse</c> as a gRPC frame; outputs go into <c>raw_output_contents</c>, uncopied until sent.</summary>
public static class GrpcInferResponseEncoder
{
    private const byte RawContentsTag = (6 << 3) | 2;
    private const byte StreamedResponseTag = (2 << 3) | 2;

    /// <summary>Encodes all but the outputs' elements, which are written later, straight from their tensors.</summary>
    /// <param name="message">Its tensors must stay undisposed until the result is written and disposed.</param>
    /// <param name="streamed">Inside a <c>ModelStreamInferResponse</c>.</param>
    public static EncodedGrpcResponse Encode(InferResponseMessage message, bool streamed)
    {
        using var fields = new PooledBufferWriter();
        WriteText(fields, 1, message.ModelName);
        WriteText(fields, 2, message.ModelVersion);
        WriteText(fields, 3, message.Id ?? string.Empty);
        foreach (var output in message.Outputs) WriteOutput(fields, output.Tensor);
        var length = (long)fields.Written.Length;
        foreach (var output in message.Outputs)
            length += 1 + VarintSize((ulong)output.Tensor.Data.Length) + output.Tensor.Data.Length;

        var head = new PooledBufferWriter();
        var total = streamed ? 1 + VarintSize((ulong)length) + length : length;
        if (total > int.MaxValue)
        {
            head.Dispose();
            throw new InvalidOperationException($"an answer of {total} bytes is more than a gRPC message may have");
        }

        GrpcFraming.WritePrefix(head, (int)total);
        if (streamed)
        {
            WriteByte(head, StreamedResponseTag);
            WriteVarint(head, (ulong)length);
        }

        head.Write(fields.Written.Span);
        return new EncodedGrpcResponse(head, message.Outputs, total);
    }

    internal static void WriteRawHead(IBufferWriter<byte> writer, int length)
    {
        WriteByte(writer, RawContentsTag);
        WriteVarint(writer, (ulong)length);
    }

    private static void WriteOutput(PooledBufferWriter writer, WireTensor tensor)
    {
        using var fields = new PooledBufferWriter();
        WriteText(fields, 1, tensor.Name);
        WriteText(fields, 2, tensor.Datatype.Name());
        if (!tensor.Shape.IsEmpty)
        {
            var length = 0;
            foreach (var dimension in tensor.Shape) length += VarintSize((ulong)dimension);
            WriteByte(fields, (3 << 3) | 2);
            WriteVarint(fields, (ulong)length);
            foreach (var dimension in tensor.Shape) WriteVarint(fields, (ulong)dimension);
        }

        WriteByte(writer, (5 << 3) | 2);
        WriteVarint(writer, (ulong)fields.Written.Length);
        writer.Write(fields.Written.Span);
    }

    private static void WriteText(PooledBufferWriter writer, int field, string text)
    {
        if (text.Length == 0) return;
        WriteByte(writer, (byte)((field << 3) | 2));
        WriteVarint(writer, (ulong)Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, writer);
    }

    private static void WriteByte(IBufferWriter<byte> writer, byte value)
    {
        writer.GetSpan(1)[0] = value;
        writer.Advance(1);
    }

    private static void WriteVarint(IBufferWriter<byte> writer, ulong value)
    {
        var span = writer.GetSpan(10);
        var count = 0;
        for (; value >= 0x80; value >>= 7) span[count++] = (byte)(value | 0x80);
        span[count++] = (byte)value;
        writer.Advance(count);
    }

    private static int VarintSize(ulong value) => (BitOperations.Log2(value | 1) / 7) + 1;
}
