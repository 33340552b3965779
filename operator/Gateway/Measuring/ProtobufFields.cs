namespace Slipway.Gateway.Measuring;

/// <summary>Looks up single fields of a protobuf message that may be cut anywhere.</summary>
internal static class ProtobufFields
{
    private const int Varint = 0, Fixed64 = 1, Delimited = 2, Fixed32 = 5;

    private const int LongestVarint = 10;

    /// <summary>The first value of a field, as far as it is there: what a length stands before, or the bytes from a number on; empty: none.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> message, int field)
    {
        while (TryReadVarint(message, out var tag, out var used))
        {
            message = message[used..];
            if (!TryMeasure(message, (int)(tag & 7), out var skip, out var length))
                return [];
            var value = message[Math.Min(skip, message.Length)..];
            if (tag >> 3 == (ulong)field)
                return value[..(int)Math.Min((ulong)value.Length, length)];
            if (length > (ulong)value.Length)
                return [];
            message = value[(int)length..];
        }
        return [];
    }

    public static bool TryReadVarint(ReadOnlySpan<byte> bytes, out ulong value, out int used)
    {
        value = 0;
        for (used = 0; used < bytes.Length && used < LongestVarint;)
        {
            var part = bytes[used];
            value |= (ulong)(part & 0x7F) << (7 * used++);
            if (part < 0x80)
                return true;
        }
        return false;
    }

    private static bool TryMeasure(ReadOnlySpan<byte> message, int wireType, out int skip, out ulong length)
    {
        (skip, length) = (0, 0);
        switch (wireType)
        {
            case Varint:
                if (!TryReadVarint(message, out _, out var bytes))
                    return false;
                length = (ulong)bytes;
                return true;
            case Fixed64:
                length = 8;
                return true;
            case Delimited:
                return TryReadVarint(message, out length, out skip);
            case Fixed32:
                length = 4;
                return true;
            default:
                return false;
        }
    }
}
