using System.Numerics;

namespace Slipway.Runtime.Protocol.Writing;

/// <summary>
/// The shortest decimal number that reads back as a given FP32, and of those the nearest: digits times a power of ten.
/// By the Schubfach algorithm (R. Giulietti, "The Schubfach way to render doubles", 2020), in the form of its 32-bit variant.
/// </summary>
internal static class ShortestDecimal
{
    private const uint HiddenBit = 1 << 23;
    private const int ExponentBias = 127 + 23;
    private const int MinPower = -31;
    private const int MaxPower = 45;

    /// <summary>Powers of ten as 64 bits, rounded up: floor(10^k * 2^-r) + 1 where r makes the highest bit 1.</summary>
    private static readonly ulong[] Powers = [.. Enumerable.Range(MinPower, MaxPower - MinPower + 1).Select(Power)];

    /// <summary>Finds it.</summary>
    /// <param name="bits">Of a finite number above 0.</param>
    public static (uint Digits, int Exponent) Of(uint bits)
    {
        var (fraction, exponent) = (bits & (HiddenBit - 1), (int)(bits >> 23));
        var c = exponent == 0 ? fraction : fraction | HiddenBit;
        var q = Math.Max(exponent, 1) - ExponentBias;
        if (exponent != 0 && q is <= 0 and > -24 && BitOperations.TrailingZeroCount(c) >= -q) return (c >> -q, 0);

        // Below a power of two the neighbour is only half as far.
        var isLowerCloser = fraction == 0 && exponent > 1;
        var k = ((q * 1262611) - (isLowerCloser ? 524031 : 0)) >> 22;
        var shift = q + FloorLog2OfPower(-k) + 1;
        var power = Powers[-k - MinPower];
        var odd = c & 1;
        var lower = RoundToOdd(power, ((4 * c) - (isLowerCloser ? 1u : 2u)) << shift) + odd;
        var middle = RoundToOdd(power, (4 * c) << shift);
        var upper = RoundToOdd(power, ((4 * c) + 2) << shift) - odd;
        return Choose(lower, middle, upper, k);
    }

    /// <summary>One digit fewer where exactly one such number lies between the bounds; else the nearer of two.</summary>
    private static (uint Digits, int Exponent) Choose(uint lower, uint middle, uint upper, int k)
    {
        var s = middle / 4;
        if (s >= 10)
        {
            var shorter = s / 10;
            var isInside = lower <= 40 * shorter;
            var isNextInside = (40 * shorter) + 40 <= upper;
            if (isInside != isNextInside) return (isNextInside ? shorter + 1 : shorter, k + 1);
        }

        var below = lower <= 4 * s;
        var above = (4 * s) + 4 <= upper;
        if (below != above) return (above ? s + 1 : s, k);
        var half = (4 * s) + 2;
        return (middle > half || (middle == half && (s & 1) != 0) ? s + 1 : s, k);
    }

    private static int FloorLog2OfPower(int exponent) => (exponent * 1741647) >> 19;

    /// <summary>The product without its lowest bits, which only leave a trace in the last one that stays.</summary>
    private static uint RoundToOdd(ulong power, uint value)
    {
        var high = Math.BigMul(power, value, out var low);
        return (uint)high | ((uint)(low >> 32) > 1 ? 1u : 0u);
    }

    private static ulong Power(int exponent)
    {
        var r = FloorLog2OfPower(exponent) - 63;
        var scale = BigInteger.Pow(10, Math.Abs(exponent));
        if (exponent < 0) return (ulong)((BigInteger.One << -r) / scale) + 1;
        return (ulong)(r >= 0 ? scale >> r : scale << -r) + 1;
    }
}
