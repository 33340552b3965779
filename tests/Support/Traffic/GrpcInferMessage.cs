using System.Buffers.Binary;
using Google.Protobuf;

namespace Slipway.Tests.Support.Traffic;

/// <summary>A <c>ModelInferRequest</c> of the V2 protocol with one FP32 input, framed for the wire.</summary>
public static class GrpcInferMessage
{
    /// <summary>One row of one number: <c>x</c> FP32 [1,1].</summary>
    public static byte[] Of(string model, float number)
    {
        var value = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(value, number);
        var input = Message(output =>
        {
            Write(output, 1, ByteString.CopyFromUtf8("x"));
            Write(output, 2, ByteString.CopyFromUtf8("FP32"));
            Write(output, 3, ByteString.CopyFrom(1, 1));
        });
        var message = Message(output =>
        {
            Write(output, 1, ByteString.CopyFromUtf8(model));
            Write(output, 5, ByteString.CopyFrom(input));
            Write(output, 7, ByteString.CopyFrom(value));
        });
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using var output = new CodedOutputStream(bytes);
        write(output);
        output.Flush();
        return bytes.ToArray();
    }

    private static void Write(CodedOutputStream output, int field, ByteString value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(value);
    }
}
