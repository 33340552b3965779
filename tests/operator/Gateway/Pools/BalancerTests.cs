using Slipway.Gateway.Pools;

namespace Slipway.Gateway.Tests.Pools;

public sealed class BalancerTests
{
    [Fact]
    public void Ties_are_broken_by_chance()
    {
        var endpoints = Endpoints(4);

        var chosen = Enumerable.Range(0, 4_000).Select(_ => Balancer.Choose(endpoints, _ => 1)!).CountBy(endpoint => endpoint).ToList();

        chosen.Count.ShouldBe(4);
        chosen.ShouldAllBe(pair => pair.Value > 800 && pair.Value < 1_200);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(200)]
    public void The_only_one_with_room_is_found_among_any_number(int count)
    {
        var endpoints = Endpoints(count);

        for (var tries = 0; tries < 100; tries++)
            Balancer.Choose(endpoints, endpoint => endpoint == endpoints[^1] ? 1 : 0).ShouldBe(endpoints[^1]);
        Balancer.Choose(endpoints, _ => 0).ShouldBeNull();
    }

    private static List<PooledEndpoint> Endpoints(int count) =>
        [.. Enumerable.Range(0, count).Select(number => new PooledEndpoint(Harness.TestPool.Replica($"p{number}"), DateTimeOffset.UnixEpoch))];
}
