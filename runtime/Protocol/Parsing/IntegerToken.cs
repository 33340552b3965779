using System.Numerics;

namespace Slipway.Runtime.Protocol.Parsing;

/// <summary>Whole numbers: an optional minus and digits, in the range of the type. <c>1.0</c> and <c>1e2</c> are not.</summary>
internal static class IntegerToken
{
    /// <summary>Any number with fewer digits fits 64 bits.</summary>
    private const int SafeDigits = 19;

    public static bool TryParse<T>(ReadOnlySpan<byte> token, out T value)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        value = T.Zero;
        var isNegative = token[0] == (byte)'-';
        var digits = isNegative ? token[1..] : token;
        if (digits.IsEmpty || digits.Length > SafeDigits + 1) return false;
        if (!TryMagnitude(digits, out var magnitude)) return false;
        return TryConvert(isNegative, magnitude, out value);
    }

    /// <summary>A sign and a magnitude, when they are in the range of the type.</summary>
    public static bool TryConvert<T>(bool isNegative, ulong magnitude, out T value)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        // The magnitude of the smallest value: one more than the largest for signed types, 0 for unsigned ones.
        var smallest = T.MinValue == T.Zero ? 0UL : ulong.CreateTruncating(T.MaxValue) + 1;
        value = T.CreateTruncating(isNegative ? 0 - magnitude : magnitude);
        return magnitude <= (isNegative ? smallest : ulong.CreateTruncating(T.MaxValue));
    }

    private static bool TryMagnitude(ReadOnlySpan<byte> digits, out ulong magnitude)
    {
        magnitude = 0;
        for (var index = 0; index < digits.Length; index++)
        {
            var digit = (uint)(digits[index] - (byte)'0');
            if (digit > 9) return false;
            if (index >= SafeDigits && magnitude > (ulong.MaxValue - digit) / 10) return false;
            magnitude = (magnitude * 10) + digit;
        }

        return true;
    }
}
