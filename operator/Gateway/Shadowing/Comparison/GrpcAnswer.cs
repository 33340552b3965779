using System.Buffers.Binary;
using System.Text;

namespace Slipway.Gateway.Shadowing.Comparison;

/// <summary>Reads a ModelInferResponse in its gRPC frame. Tensors are raw bytes, as this project's runtime and Triton send them.</summary>
internal static class GrpcAnswer
{
    private const int FrameHeader = 5;

    /// <exception cref="UnreadableAnswerException">It is no such message.</exception>
    public static List<OutputTensor> Read(ReadOnlyMemory<byte> frame, string encoding)
    {
        if (frame.Length < FrameHeader || BinaryPrimitives.ReadUInt32BigEndian(frame.Span[1..]) != frame.Length - FrameHeader)
            throw new UnreadableAnswerException("it is no single message");
        var message = frame[FrameHeader..];
        if (frame.Span[0] != 0)
            message = Decompression.Expand(message, encoding, AnswerReader.MaxBytes);
        var outputs = new List<OutputTensor>();
        var tensors = new List<ReadOnlyMemory<byte>>();
        for (var reader = new ProtobufReader(message); reader.Next();)
        {
            if (reader is { Field: 5, IsDelimited: true })
                outputs.Add(ReadOutput(reader.Value));
            else if (reader is { Field: 6, IsDelimited: true })
                tensors.Add(reader.Value);
        }
        if (outputs.Count != tensors.Count)
            throw new UnreadableAnswerException("its tensors are not raw");
        return [.. outputs.Zip(tensors, (output, data) => output with { Data = data })];
    }

    private static OutputTensor ReadOutput(ReadOnlyMemory<byte> message)
    {
        var (name, datatype) = ("", "");
        var shape = new List<long>();
        for (var reader = new ProtobufReader(message); reader.Next();)
        {
            switch (reader)
            {
                case { Field: 1, IsDelimited: true }:
                    name = Encoding.UTF8.GetString(reader.Value.Span);
                    break;
                case { Field: 2, IsDelimited: true }:
                    datatype = Encoding.UTF8.GetString(reader.Value.Span);
                    break;
                case { Field: 3, IsDelimited: true }:
                    shape.AddRange(ProtobufReader.Numbers(reader.Value));
                    break;
                case { Field: 3 }:
                    shape.Add(reader.Number);
                    break;
            }
        }
        return new OutputTensor(name, datatype, shape, default);
    }
}
