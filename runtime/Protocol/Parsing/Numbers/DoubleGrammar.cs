namespace Slipway.Runtime.Protocol.Parsing.Numbers;

/// <summary>The nearest FP64: by one operation where that is exact, else the long way.</summary>
internal readonly struct DoubleGrammar : INumberGrammar<double>
{
    private const ulong MaxMantissa = 1UL << 53;

    public static int Read(ReadOnlySpan<byte> data, int position, out double value)
    {
        var text = DecimalText.Read(data, position);
        var isExact = text is { IsWhole: true, Mantissa: <= MaxMantissa, Exponent: >= -PowersOfTen.MaxExponent and <= PowersOfTen.MaxExponent };
        if (isExact && text.End >= 0)
        {
            value = PowersOfTen.Scale(text.Mantissa, text.Exponent);
            if (text.IsNegative) value = -value;
            return text.End;
        }

        value = 0;
        return text.End >= 0 && FloatToken.TryParse(data[position..text.End], out value) ? text.End : -1;
    }
}
