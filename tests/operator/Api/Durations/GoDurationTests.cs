using Slipway.Api.Durations;

namespace Slipway.Api.Tests.Durations;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData("2ms", 2, "2ms")]
    [InlineData("500ms", 500, "500ms")]
    [InlineData("10m", 600_000, "10m")]
    [InlineData("1h30m", 5_400_000, "1h30m")]
    [InlineData("90s", 90_000, "1m30s")]
    [InlineData("1h1m1s1ms", 3_661_001, "1h1m1s1ms")]
    [InlineData("0s", 0, "0s")]
    public void A_duration_is_read_and_written(string text, double milliseconds, string written)
    {
        GoDuration.Parse(text).ShouldBe(TimeSpan.FromMilliseconds(milliseconds));
        GoDuration.Format(TimeSpan.FromMilliseconds(milliseconds)).ShouldBe(written);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("m")]
    [InlineData("-1s")]
    [InlineData("1.5h")]
    [InlineData("1d")]
    [InlineData("10 m")]
    [InlineData("10m\n")]
    [InlineData("12345678s")]
    [InlineData("1s1s1s1s1s")]
    public void What_is_no_duration_is_refused(string? text) => GoDuration.TryParse(text, out _).ShouldBeFalse();
}
