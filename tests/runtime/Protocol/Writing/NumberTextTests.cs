using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Slipway.Runtime.Protocol.Writing;

namespace Slipway.Runtime.Protocol.Tests.Writing;

public sealed class NumberTextTests
{
    private const int Rounds = 1_000_000;

    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    [InlineData(10f)]
    [InlineData(1234567f)]
    [InlineData(9999999f)]
    [InlineData(1e7f)]
    [InlineData(1.1e7f)]
    [InlineData(12345678f)]
    [InlineData(16777216f)]
    [InlineData(1e8f)]
    [InlineData(123456789f)]
    [InlineData(0.1f)]
    [InlineData(0.0001f)]
    [InlineData(0.00012345f)]
    [InlineData(0.00001f)]
    [InlineData(float.Epsilon)]
    [InlineData(1.17549435e-38f)]
    [InlineData(1.17549421e-38f)]
    [InlineData(float.MaxValue)]
    [InlineData(float.MinValue)]
    [InlineData(9.223372E+18f)]
    public void Writes_a_float_like_the_framework(float value) => ShouldAgree(value);

    [Fact]
    public void Writes_every_power_of_two_and_its_neighbours_like_the_framework()
    {
        ShouldAgree(-0f);
        for (var exponent = 0u; exponent < 255; exponent++)
        {
            var value = BitConverter.UInt32BitsToSingle(exponent << 23);
            ShouldAgree(value);
            ShouldAgree(MathF.BitIncrement(value));
            if (value > 0) ShouldAgree(MathF.BitDecrement(value));
        }
    }

    [Fact]
    public void Writes_floats_like_the_framework_everywhere()
    {
        var random = new Random(1_127);
        for (var round = 0; round < Rounds; round++)
        {
            ShouldAgree(BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)));
            if (round % 4 == 0) ShouldAgree(random.Next(-20_000_000, 20_000_000));
            if (round % 4 == 1) ShouldAgree(MathF.Round(random.NextSingle() * 100, 3));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(1000)]
    public void Writes_arrays_of_any_length_like_the_framework(int length)
    {
        var random = new Random(length);
        ShouldAgree(WireDatatype.Fp64, Values(length, () => random.NextDouble() * Math.Pow(10, random.Next(-300, 300))));
        ShouldAgree(WireDatatype.Fp32, Values(length, () => random.NextSingle()));
        ShouldAgree(WireDatatype.Int64, Values(length, () => random.NextInt64(long.MinValue, long.MaxValue)));
        ShouldAgree(WireDatatype.Uint8, Values(length, () => (byte)random.Next(256)));
    }

    private static T[] Values<T>(int length, Func<T> next) => [.. Enumerable.Range(0, length).Select(_ => next())];

    private static void ShouldAgree<T>(WireDatatype datatype, T[] values)
        where T : unmanaged
    {
        using var buffer = new PooledBufferWriter();
        NumberText.TryWrite(buffer, new WireTensor("y", datatype, [values.Length], MemoryMarshal.AsBytes<T>(values).ToArray()), false).ShouldBeTrue();
        $"[{Encoding.UTF8.GetString(buffer.Written.Span)}]".ShouldBe(
            datatype == WireDatatype.Uint8 ? $"[{string.Join(',', values)}]" : JsonSerializer.Serialize(values));
    }

    private static void ShouldAgree(float value)
    {
        if (!float.IsFinite(value)) return;
        Span<byte> room = stackalloc byte[32];
        Span<byte> expected = stackalloc byte[32];
        value.TryFormat(expected, out var length, default, CultureInfo.InvariantCulture).ShouldBeTrue();
        var written = FloatText.Write(room, value);
        if (room[..written].SequenceEqual(expected[..length])) return;
        Encoding.UTF8.GetString(room[..written]).ShouldBe(Encoding.UTF8.GetString(expected[..length]));
    }
}
