using Slipway.Planning.Autoscaling;

namespace Slipway.Planning.Tests.Autoscaling;

public sealed class RegretTests
{
    [Theory]
    [InlineData(5, 600)]
    [InlineData(60, 600)]
    [InlineData(80, 800)]
    [InlineData(120, 1800)]
    [InlineData(300, 3000)]
    [InlineData(900, 3000)]
    public void What_was_needed_is_held_longer_where_starts_take_long(double startUp, double seconds) =>
        Regret.Usual(startUp, ScaleTuning.Default).ShouldBe(seconds);
}
