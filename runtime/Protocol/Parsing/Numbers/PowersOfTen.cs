namespace Slipway.Runtime.Protocol.Parsing.Numbers;

/// <summary>The powers of ten that FP64 holds exactly, and what can be computed with them.</summary>
internal static class PowersOfTen
{
    /// <summary>The largest exponent among them.</summary>
    public const int MaxExponent = 22;

    private static ReadOnlySpan<double> Exact =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>
    /// The mantissa times the power of ten, for exponents from -44 to 44. One rounding each for the mantissa above 2^53, and for each
    /// power of up to 22: without the first and with one of the second it is the nearest FP64 (Clinger, 1990).
    /// </summary>
    public static double Scale(ulong mantissa, int exponent)
    {
        var value = (double)mantissa;
        return exponent switch
        {
            < -MaxExponent => value / Exact[MaxExponent] / Exact[-exponent - MaxExponent],
            < 0 => value / Exact[-exponent],
            <= MaxExponent => value * Exact[exponent],
            _ => value * Exact[MaxExponent] * Exact[exponent - MaxExponent],
        };
    }
}
