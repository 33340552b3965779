using System.Globalization;

namespace Slipway.Runtime.Protocol.Writing;

/// <summary>An FP32 as the framework writes it: the shortest digits that read back as the same, with an exponent where that is shorter.</summary>
internal static class FloatText
{
    /// <summary>From so many digits before the point on, round numbers get an exponent.</summary>
    private const int PlainDigits = 9;

    /// <summary>So many zeros after the point are still written.</summary>
    private const int PlainZeros = 3;

    /// <summary>Writes a finite number.</summary>
    /// <returns>How many bytes.</returns>
    public static int Write(Span<byte> room, float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        var length = 0;
        if (bits >> 31 != 0) room[length++] = (byte)'-';
        if (bits << 1 == 0)
        {
            room[length] = (byte)'0';
            return length + 1;
        }

        var (digits, exponent) = ShortestDecimal.Of(bits & 0x7FFF_FFFF);
        while (digits % 10 == 0) (digits, exponent) = (digits / 10, exponent + 1);
        Span<byte> text = stackalloc byte[10];
        digits.TryFormat(text, out var count, default, CultureInfo.InvariantCulture);
        var point = count + exponent;
        return length + Write(room[length..], text[..count], point);
    }

    private static int Write(Span<byte> room, ReadOnlySpan<byte> digits, int point)
    {
        if (point > Math.Max(digits.Length, PlainDigits) || point < -PlainZeros) return WriteWithExponent(room, digits, point - 1);
        if (point <= 0)
        {
            "0.000"u8[..(2 - point)].CopyTo(room);
            digits.CopyTo(room[(2 - point)..]);
            return 2 - point + digits.Length;
        }

        if (point >= digits.Length)
        {
            digits.CopyTo(room);
            room[digits.Length..point].Fill((byte)'0');
            return point;
        }

        digits[..point].CopyTo(room);
        room[point] = (byte)'.';
        digits[point..].CopyTo(room[(point + 1)..]);
        return digits.Length + 1;
    }

    private static int WriteWithExponent(Span<byte> room, ReadOnlySpan<byte> digits, int exponent)
    {
        var length = 0;
        room[length++] = digits[0];
        if (digits.Length > 1)
        {
            room[length++] = (byte)'.';
            digits[1..].CopyTo(room[length..]);
            length += digits.Length - 1;
        }

        room[length++] = (byte)'E';
        room[length++] = (byte)(exponent < 0 ? '-' : '+');
        var magnitude = Math.Abs(exponent);
        room[length++] = (byte)('0' + (magnitude / 10));
        room[length++] = (byte)('0' + (magnitude % 10));
        return length;
    }
}
