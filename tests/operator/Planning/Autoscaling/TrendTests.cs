using Slipway.Planning.Autoscaling;

namespace Slipway.Planning.Tests.Autoscaling;

public sealed class TrendTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddDays(20000);

    [Fact]
    public void A_ramp_is_known_by_its_slope() => Of(second => 10 + (0.05 * second)).Slope.ShouldBe(0.05, 0.001);

    [Fact]
    public void A_ramp_is_known_in_noise()
    {
        var random = new Random(3);
        Of(second => 10 + (0.05 * second) + random.NextDouble()).Slope.ShouldBe(0.05, 0.005);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(300)]
    [InlineData(500)]
    public void A_step_is_no_ramp(int at) => Of(second => second < at ? 10 : 30).Slope.ShouldBe(0);

    [Fact]
    public void A_constant_is_no_ramp() => Of(_ => 10).Slope.ShouldBe(0);

    [Fact]
    public void A_fall_is_none() => Of(second => 60 - (0.05 * second)).Slope.ShouldBe(0);

    [Fact]
    public void Chance_is_hardly_ever_taken_for_one()
    {
        var taken = Enumerable.Range(0, 200).Count(seed =>
        {
            var random = new Random(seed);
            return Of(_ => 20 + (4 * random.NextDouble())).Slope > 0;
        });

        taken.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void After_a_gap_it_begins_anew() => Of(second => 10 + (0.05 * second)).With(100, Start.AddSeconds(1000)).Slope.ShouldBe(0);

    private static Trend Of(Func<int, double> load)
    {
        var trend = new Trend();
        for (var second = 0; second < 600; second++)
            trend = trend.With(load(second), Start.AddSeconds(second));
        return trend;
    }
}
