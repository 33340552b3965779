using System.Numerics;

namespace Slipway.Runtime.Protocol.Parsing.Numbers;

/// <summary>Whole numbers in the range of the type, without point and exponent.</summary>
internal readonly struct IntegerGrammar<T> : INumberGrammar<T>
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    public static int Read(ReadOnlySpan<byte> data, int position, out T value)
    {
        var start = (uint)position < (uint)data.Length && data[position] == (byte)'-' ? position + 1 : position;
        var (end, magnitude) = (start, 0UL);
        for (; (uint)end < (uint)data.Length; end++)
        {
            var digit = (uint)(data[end] - (byte)'0');
            if (digit > 9) break;
            magnitude = (magnitude * 10) + digit;
        }

        value = T.Zero;
        var digits = end - start;
        if (digits == 0 || (digits > 1 && data[start] == (byte)'0')) return -1;
        var fits = digits <= DecimalText.MaxDigits
            ? IntegerToken.TryConvert(start > position, magnitude, out value)
            : IntegerToken.TryParse(data[position..end], out value);
        return fits ? end : -1;
    }
}
