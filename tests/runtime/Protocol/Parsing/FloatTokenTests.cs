using System.Globalization;
using System.Text;
using Slipway.Runtime.Protocol.Parsing;
using Slipway.Runtime.Protocol.Parsing.Numbers;

namespace Slipway.Runtime.Protocol.Tests.Parsing;

public sealed class FloatTokenTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-0.0e5")]
    [InlineData("1.17549435e-38")]
    [InlineData("1.401298464324817e-45")]
    [InlineData("7.0064923216240853e-46")]
    [InlineData("7.0064923216240854e-46")]
    [InlineData("3.4028234663852886e38")]
    [InlineData("16777217")]
    [InlineData("16777217.0000001")]
    [InlineData("0.30000000000000004")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("0.000000000000000000000000000000000000000000000001e48")]
    [InlineData("1e-10000")]
    [InlineData("9007199254740993")]
    public void Rounds_like_the_framework_at_the_edges(string text) => ShouldAgree(text);

    [Fact]
    public void Rounds_like_the_framework_everywhere()
    {
        var random = new Random(20_240_611);
        for (var round = 0; round < 200_000; round++)
        {
            var text = (round % 4) switch
            {
                0 => BitConverter.Int32BitsToSingle(random.Next()).ToString("R", CultureInfo.InvariantCulture),
                1 => BitConverter.Int64BitsToDouble(random.NextInt64()).ToString("R", CultureInfo.InvariantCulture),
                2 => (random.NextDouble() - 0.5).ToString("F" + random.Next(1, 18), CultureInfo.InvariantCulture),
                _ => string.Create(CultureInfo.InvariantCulture, $"{random.NextInt64(-1_000_000_000_000_000, 1_000_000_000_000_000)}e{random.Next(-60, 30)}"),
            };
            ShouldAgree(text);
        }
    }

    /// <summary>Decimal numbers that lie exactly between two FP32: rounding twice would be off by one.</summary>
    [Fact]
    public void Rounds_once_between_two_floats()
    {
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var lower = BitConverter.Int32BitsToSingle(random.Next(0x3000_0000, 0x5000_0000));
            var middle = ((double)lower + MathF.BitIncrement(lower)) / 2;
            ShouldAgree(((decimal)middle).ToString(CultureInfo.InvariantCulture));
            foreach (var digits in new[] { "G15", "G16", "G17", "G18", "G19" }) ShouldAgree(middle.ToString(digits, CultureInfo.InvariantCulture));
        }
    }

    private static void ShouldAgree(string text)
    {
        ShouldAgreeInArrays(text);
        if (text.Contains("NaN", StringComparison.Ordinal) || text.Contains("Infinity", StringComparison.Ordinal)) return;
        var token = Encoding.UTF8.GetBytes(text);
        var expectedFloat = float.Parse(text, CultureInfo.InvariantCulture);
        var expectedDouble = double.Parse(text, CultureInfo.InvariantCulture);
        FloatToken.TryParse(token, out float single).ShouldBe(float.IsFinite(expectedFloat), text);
        if (float.IsFinite(expectedFloat)) BitConverter.SingleToInt32Bits(single).ShouldBe(BitConverter.SingleToInt32Bits(expectedFloat), text);
        FloatToken.TryParse(token, out double value).ShouldBe(double.IsFinite(expectedDouble), text);
        if (double.IsFinite(expectedDouble)) BitConverter.DoubleToInt64Bits(value).ShouldBe(BitConverter.DoubleToInt64Bits(expectedDouble), text);
    }

    private static void ShouldAgreeInArrays(string text)
    {
        if (text.Contains("NaN", StringComparison.Ordinal) || text.Contains("Infinity", StringComparison.Ordinal)) return;
        var token = Encoding.UTF8.GetBytes(text);
        var expectedFloat = float.Parse(text, CultureInfo.InvariantCulture);
        var expectedDouble = double.Parse(text, CultureInfo.InvariantCulture);
        FloatGrammar.Read(token, 0, out var single).ShouldBe(float.IsFinite(expectedFloat) ? token.Length : -1, text);
        if (float.IsFinite(expectedFloat)) BitConverter.SingleToInt32Bits(single).ShouldBe(BitConverter.SingleToInt32Bits(expectedFloat), text);
        DoubleGrammar.Read(token, 0, out var value).ShouldBe(double.IsFinite(expectedDouble) ? token.Length : -1, text);
        if (double.IsFinite(expectedDouble)) BitConverter.DoubleToInt64Bits(value).ShouldBe(BitConverter.DoubleToInt64Bits(expectedDouble), text);
    }
}
