namespace Slipway.Planning.Tests.Rollouts.Progressive;

public sealed class RolloutInputTests
{
    [Theory]
    [InlineData(4, 0, 0, null, 4)]
    [InlineData(2, 2, 1, null, 3)] // what both versions need together
    [InlineData(2, 2, 1, 2, 2)] // the old one is kept whole meanwhile: that must not lead beyond the maximum
    [InlineData(0, 0, 0, 2, 1)]
    public void All_of_the_traffic_takes_what_is_needed_and_no_more_than_the_maximum(int wanted, int stable, int canary, int? most, int total)
    {
        var input = Bench.Serving4(wanted).Input() with
        {
            Need = new Dictionary<string, int> { ["a"] = stable, ["b"] = canary },
            Most = most,
        };

        input.Total.ShouldBe(total);
    }
}
