using System.Buffers.Binary;
using System.Text.Json;

namespace Slipway.Gateway.Measuring;

/// <summary>
/// How many rows a request has, as far as its first bytes tell cheaply: the first dimension of the first input (V2, REST and gRPC), or the
/// number of instances (V1). One where they do not tell, as for raw bodies.
/// </summary>
internal static class RowCount
{
    // The name and type of an input, in front of its shape.
    private const int Looked = 16 * 1024;

    private const int FrameHeader = 5;

    /// <param name="isGrpc">Whether it is a framed protobuf message, and else JSON.</param>
    /// <param name="start">The body, or its first bytes.</param>
    /// <param name="isWhole">Whether that is all of it.</param>
    public static long Of(bool isGrpc, ReadOnlySpan<byte> start, bool isWhole) => Math.Max(1, isGrpc ? OfGrpc(start) : OfJson(start, isWhole));

    private static long OfJson(ReadOnlySpan<byte> start, bool isWhole)
    {
        var reader = new Utf8JsonReader(start, isFinalBlock: false, default);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return 1;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("inputs"u8))
                    return FirstDimension(ref reader);
                if (reader.ValueTextEquals("instances"u8))
                    return isWhole ? Instances(ref reader) : 1;
                if (!reader.Read() || !reader.TrySkip())
                    return 1;
            }
        }
        catch (JsonException)
        {
            return 1; // No JSON: a raw body, or compressed.
        }
        return 1;
    }

    private static long FirstDimension(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return 1;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isShape = reader.ValueTextEquals("shape"u8);
            if (!reader.Read())
                return 1;
            if (isShape)
                return reader.TokenType == JsonTokenType.StartArray && reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var rows) ? rows : 1;
            if (!reader.TrySkip())
                return 1;
        }
        return 1;
    }

    private static long Instances(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            return 1;
        var count = 0L;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            count++;
            if (!reader.TrySkip())
                return 1;
        }
        return count;
    }

    // ModelInferRequest: inputs = 5; InferInputTensor: shape = 3, packed or not.
    private static long OfGrpc(ReadOnlySpan<byte> start)
    {
        if (start.Length < FrameHeader || start[0] != 0)
            return 1;
        var message = start[FrameHeader..Math.Min(start.Length, FrameHeader + (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(start[1..]), Looked))];
        if (ProtobufFields.Find(message, 5) is not { IsEmpty: false } input || ProtobufFields.Find(input, 3) is not { IsEmpty: false } shape)
            return 1;
        return ProtobufFields.TryReadVarint(shape, out var rows, out _) && rows <= long.MaxValue ? (long)rows : 1;
    }
}
