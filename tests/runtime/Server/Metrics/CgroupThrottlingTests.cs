using Slipway.Runtime.Server.Metrics;

namespace Slipway.Runtime.Server.Tests.Metrics;

public sealed class CgroupThrottlingTests
{
    [Theory]
    [InlineData("usage_usec 5\nnr_periods 9\nnr_throttled 3\nthrottled_usec 1500000\n", 3, 1.5)]
    [InlineData("usage_usec 5\n", 0, 0)]
    [InlineData("nr_throttled x\nthrottled_usec\n", 0, 0)]
    public void The_kernels_words_are_read(string text, long periods, double seconds) =>
        CgroupThrottling.Parse(text).ShouldBe(new CgroupThrottling(periods, seconds));
}
