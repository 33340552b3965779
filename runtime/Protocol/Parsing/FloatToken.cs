using System.Globalization;
using Slipway.Runtime.Protocol.Parsing.Numbers;

namespace Slipway.Runtime.Protocol.Parsing;

/// <summary>
/// Numbers as the nearest FP32 or FP64. Those with up to 15 significant digits and a small exponent take a short way: a whole
/// mantissa below 2^53 and a power of ten up to 10^22 are exact in FP64, so one operation rounds correctly (Clinger, 1990).
/// The strings <c>"NaN"</c>, <c>"Infinity"</c> and <c>"-Infinity"</c> count as numbers; a number too large for the type does not.
/// </summary>
internal static class FloatToken
{
    private const int ExactDigits = 15;

    public static bool TryParse(ReadOnlySpan<byte> token, out float value)
    {
        if (TryShortWay(token, out var exact))
        {
            value = (float)exact;
            if (!IsHalfwayBetweenFloats(exact)) return float.IsFinite(value);
        }

        if (IsNumber(token) && float.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
        {
            return float.IsFinite(value);
        }

        var isNamed = TryNamed(token, out var named);
        value = (float)named;
        return isNamed;
    }

    public static bool TryParse(ReadOnlySpan<byte> token, out double value)
    {
        if (TryShortWay(token, out value)) return true;
        if (IsNumber(token) && double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
        {
            return double.IsFinite(value);
        }

        return TryNamed(token, out value);
    }

    /// <summary>Rounding to FP64 and then to FP32 differs from rounding once only where FP64 lands in the middle of two FP32.</summary>
    private static bool IsHalfwayBetweenFloats(double value) =>
        (BitConverter.DoubleToUInt64Bits(value) & 0x1FFF_FFFF) == 0x1000_0000 || Math.Abs(value) is > 0 and < 1.2e-38;

    private static bool IsNumber(ReadOnlySpan<byte> token) => token[0] is (byte)'-' or (>= (byte)'0' and <= (byte)'9');

    private static bool TryShortWay(ReadOnlySpan<byte> token, out double value)
    {
        value = 0;
        var position = token[0] == (byte)'-' ? 1 : 0;
        var mantissa = 0L;
        var (digits, exponent) = (0, 0);
        var hasPoint = false;
        for (; position < token.Length; position++)
        {
            var digit = (uint)(token[position] - (byte)'0');
            if (digit <= 9)
            {
                mantissa = (mantissa * 10) + digit;
                if (mantissa > 0 && ++digits > ExactDigits) return false;
                if (hasPoint) exponent--;
            }
            else if (token[position] == (byte)'.')
            {
                hasPoint = true;
            }
            else
            {
                break;
            }
        }

        if (position < token.Length && !TryExponent(token[position..], ref exponent)) return false;
        if (exponent is < -PowersOfTen.MaxExponent or > PowersOfTen.MaxExponent) return false;
        value = PowersOfTen.Scale((ulong)mantissa, exponent);
        if (token[0] == (byte)'-') value = -value;
        return true;
    }

    /// <summary>Adds an exponent of at most two digits.</summary>
    private static bool TryExponent(ReadOnlySpan<byte> token, ref int exponent)
    {
        if ((token[0] | 0x20) != (byte)'e' || token.Length < 2) return false;
        var isSigned = token[1] is (byte)'-' or (byte)'+';
        var digits = token[(isSigned ? 2 : 1)..];
        if (digits.IsEmpty || digits.Length > 2) return false;
        var magnitude = 0;
        foreach (var character in digits)
        {
            if (character is < (byte)'0' or > (byte)'9') return false;
            magnitude = (magnitude * 10) + character - (byte)'0';
        }

        exponent += token[1] == (byte)'-' ? -magnitude : magnitude;
        return true;
    }

    private static bool TryNamed(ReadOnlySpan<byte> token, out double value)
    {
        value = token switch
        {
            _ when token.SequenceEqual("\"NaN\""u8) => double.NaN,
            _ when token.SequenceEqual("\"Infinity\""u8) => double.PositiveInfinity,
            _ when token.SequenceEqual("\"-Infinity\""u8) => double.NegativeInfinity,
            _ => 0,
        };
        return value != 0;
    }
}
