using System.Buffers;
using System.Buffers.Binary;

namespace Slipway.Runtime.Protocol.Grpc;

/// <summary>The 5 bytes before each message of gRPC: whether it is compressed, and its length, big-endian.</summary>
public static class GrpcFraming
{
    /// <summary>Length of the prefix.</summary>
    public const int PrefixBytes = 5;

    /// <summary>Writes the prefix of an uncompressed message.</summary>
    public static void WritePrefix(IBufferWriter<byte> writer, int length)
    {
        var span = writer.GetSpan(PrefixBytes);
        span[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(span[1..], length);
        writer.Advance(PrefixBytes);
    }

    /// <summary>Reads a prefix; false when its first byte is neither 0 nor 1.</summary>
    public static bool TryReadPrefix(ReadOnlySpan<byte> prefix, out bool compressed, out uint length)
    {
        compressed = prefix[0] == 1;
        length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        return prefix[0] <= 1;
    }
}
