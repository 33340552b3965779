using System.Buffers.Binary;

namespace Slipway.Runtime.Protocol.Parsing.Numbers;

/// <summary>A number as JSON writes it: a sign, up to 19 digits as a whole number, and a power of ten.</summary>
internal readonly ref struct DecimalText
{
    /// <summary>As many digits always fit 64 bits.</summary>
    public const int MaxDigits = 19;

    private const int MaxExponent = 100_000;

    private DecimalText(ulong mantissa, int exponent, bool isNegative, bool isWhole, int end) =>
        (Mantissa, Exponent, IsNegative, IsWhole, End) = (mantissa, exponent, isNegative, isWhole, end);

    /// <summary>All digits, without the point.</summary>
    public ulong Mantissa { get; }

    /// <summary>Of ten.</summary>
    public int Exponent { get; }

    public bool IsNegative { get; }

    /// <summary>Whether the digits fit; when not, the mantissa says nothing.</summary>
    public bool IsWhole { get; }

    /// <summary>The place after the number; -1: there is none by JSON's grammar.</summary>
    public int End { get; }

    public static DecimalText Read(ReadOnlySpan<byte> data, int position)
    {
        var isNegative = (uint)position < (uint)data.Length && data[position] == (byte)'-';
        var start = isNegative ? position + 1 : position;
        var mantissa = 0UL;
        var end = Digits(data, start, ref mantissa);
        var (digits, exponent) = (end - start, 0);
        if (digits == 0 || (digits > 1 && data[start] == (byte)'0')) return None;
        if (end < data.Length && data[end] == (byte)'.')
        {
            var point = end + 1;
            end = Digits(data, EightDigits(data, point, ref mantissa), ref mantissa);
            exponent = point - end;
            digits -= exponent;
            if (exponent == 0) return None;
        }

        var isWhole = digits <= MaxDigits || digits - LeadingZeros(data[start..end]) <= MaxDigits;
        if (end < data.Length && (data[end] | 0x20) == (byte)'e') end = Power(data, end + 1, ref exponent);
        return new DecimalText(mantissa, exponent, isNegative, isWhole, end);
    }

    private static DecimalText None => new(0, 0, isNegative: false, isWhole: false, -1);

    private static int Digits(ReadOnlySpan<byte> data, int position, ref ulong mantissa)
    {
        for (; (uint)position < (uint)data.Length; position++)
        {
            var digit = (uint)(data[position] - (byte)'0');
            if (digit > 9) break;
            mantissa = (mantissa * 10) + digit;
        }

        return position;
    }

    /// <summary>Eight digits at a time, in one register (D. Lemire, "Quickly parsing eight digits", 2018).</summary>
    private static int EightDigits(ReadOnlySpan<byte> data, int position, ref ulong mantissa)
    {
        while (position + sizeof(ulong) <= data.Length)
        {
            var text = BinaryPrimitives.ReadUInt64LittleEndian(data[position..]);
            if (((text & 0xF0F0_F0F0_F0F0_F0F0) | (((text + 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0) >> 4)) != 0x3333_3333_3333_3333) break;
            text -= 0x3030_3030_3030_3030;
            text = (text * 10) + (text >> 8);
            var first = (text & 0x0000_00FF_0000_00FF) * 0x000F_4240_0000_0064;
            var second = ((text >> 16) & 0x0000_00FF_0000_00FF) * 0x0000_2710_0000_0001;
            mantissa = (mantissa * 100_000_000) + ((first + second) >> 32);
            position += sizeof(ulong);
        }

        return position;
    }

    private static int LeadingZeros(ReadOnlySpan<byte> digits)
    {
        var place = digits.IndexOfAnyExcept((byte)'0', (byte)'.');
        var upTo = place < 0 ? digits : digits[..place];
        return upTo.Length - (upTo.Contains((byte)'.') ? 1 : 0);
    }

    private static int Power(ReadOnlySpan<byte> data, int position, ref int exponent)
    {
        var isNegative = position < data.Length && data[position] == (byte)'-';
        if (position < data.Length && data[position] is (byte)'-' or (byte)'+') position++;
        var (start, power) = (position, 0);
        for (; position < data.Length && data[position] is >= (byte)'0' and <= (byte)'9'; position++)
            power = Math.Min((power * 10) + data[position] - (byte)'0', MaxExponent);
        exponent += isNegative ? -power : power;
        return position == start ? -1 : position;
    }
}
