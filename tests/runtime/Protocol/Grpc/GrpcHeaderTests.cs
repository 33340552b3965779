using Slipway.Runtime.Protocol.Grpc;

namespace Slipway.Runtime.Protocol.Tests.Grpc;

public sealed class GrpcHeaderTests
{
    [Theory]
    [InlineData("1H", 36_000_000_000)]
    [InlineData("2M", 1_200_000_000)]
    [InlineData("3S", 30_000_000)]
    [InlineData("99999999m", 999_999_990_000)]
    [InlineData("5u", 50)]
    [InlineData("1000n", 10)]
    public void Timeouts_are_read(string text, long ticks)
    {
        GrpcTimeout.TryParse(text, out var timeout).ShouldBeTrue();

        timeout.Ticks.ShouldBe(ticks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("S")]
    [InlineData("-1S")]
    [InlineData("1s")]
    [InlineData("999999999S")]
    public void Others_are_not(string text) => GrpcTimeout.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("plain 'text'", "plain 'text'")]
    [InlineData("100%", "100%25")]
    [InlineData("é\n", "%C3%A9%0A")]
    public void Messages_are_percent_encoded(string text, string encoded) => GrpcMessageText.Encode(text).ShouldBe(encoded);
}
