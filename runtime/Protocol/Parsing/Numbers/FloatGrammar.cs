namespace Slipway.Runtime.Protocol.Parsing.Numbers;

/// <summary>
/// The nearest FP32. Scaling in FP64 rounds at most three times, so it is off by at most three units in the last place; that changes
/// the FP32 only where it lands about the middle between two of them, which is left to the long way, as are numbers below the normal ones.
/// </summary>
internal readonly struct FloatGrammar : INumberGrammar<float>
{
    private const double SmallestNormal = 1.2e-38;
    private const int MaxExponent = 2 * PowersOfTen.MaxExponent;

    /// <summary>The bits that FP64 has more than FP32; their middle is the middle between two FP32.</summary>
    private const ulong Surplus = 0x1FFF_FFFF;
    private const ulong Middle = 0x1000_0000;
    private const ulong Unsure = 8;

    public static int Read(ReadOnlySpan<byte> data, int position, out float value)
    {
        var text = DecimalText.Read(data, position);
        if (text is { IsWhole: true, End: >= 0, Exponent: >= -MaxExponent and <= MaxExponent })
        {
            var scaled = PowersOfTen.Scale(text.Mantissa, text.Exponent);
            var distance = (BitConverter.DoubleToUInt64Bits(scaled) & Surplus) - (Middle - Unsure);
            value = (float)(text.IsNegative ? -scaled : scaled);
            if (distance > 2 * Unsure && (scaled >= SmallestNormal || scaled == 0) && float.IsFinite(value)) return text.End;
        }

        value = 0;
        return text.End >= 0 && FloatToken.TryParse(data[position..text.End], out value) ? text.End : -1;
    }
}
