using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Slipway.Api;
using Slipway.Gateway.Pools;
using Slipway.Gateway.Routing;
using Slipway.Tests.Support.Time;

namespace Slipway.Gateway.Tests.Routing;

public sealed class ModelRouteTests
{
    private readonly VersionPool stable = Pool("stable");

    private readonly VersionPool canary = Pool("canary");

    [Fact]
    public void Requests_are_shared_by_weight()
    {
        var route = Route(new(stable, 90, null, null), new(canary, 10, null, null));

        var share = Enumerable.Range(0, 20_000).Count(_ => route.Choose(null, new HeaderDictionary()) == canary) / 20_000.0;

        share.ShouldBe(0.10, 0.015);
    }

    [Fact]
    public void A_header_leads_to_its_version_whatever_the_weight()
    {
        var route = Route(new(stable, 100, null, null), new(canary, 0, new HeaderMatch { Name = "x-model-version", Value = "canary" }, null));

        route.Choose(null, new HeaderDictionary { ["X-Model-Version"] = "canary" }).ShouldBe(canary);
        route.Choose(null, new HeaderDictionary { ["X-Model-Version"] = "other" }).ShouldBe(stable);
        route.Choose(null, new HeaderDictionary()).ShouldBe(stable);
    }

    [Fact]
    public void A_sticky_key_stays_with_its_version()
    {
        var route = Route(new(stable, 50, null, null), new(canary, 50, null, null));
        string[] users = [.. Enumerable.Range(0, 200).Select(number => $"user-{number}")];

        VersionPool? Of(string user) => route.Choose(null, new HeaderDictionary { [ModelRoute.StickyHeader] = user });
        var first = users.Select(Of).ToList();

        users.Select(Of).ShouldBe(first);
        first.Count(pool => pool == canary).ShouldBeInRange(60, 140);
    }

    [Fact]
    public void A_version_without_replicas_costs_no_request_while_another_has_some()
    {
        var empty = Pool("empty", replicas: 0);
        var route = Route(new(stable, 50, null, null), new(empty, 50, null, null));

        Enumerable.Range(0, 100).ShouldAllBe(_ => route.Choose(null, new HeaderDictionary()) == stable);
    }

    [Fact]
    public void A_pinned_version_is_that_or_none()
    {
        var route = Route(new RouteShare(stable, 100, null, null));

        route.Choose("canary", new HeaderDictionary()).ShouldBe(canary);
        route.Choose("unknown", new HeaderDictionary()).ShouldBeNull();
    }

    [Fact]
    public void Without_any_share_nothing_is_chosen() => Route().Choose(null, new HeaderDictionary()).ShouldBeNull();

    private static VersionPool Pool(string revision, int replicas = 1)
    {
        var clock = new GatewayClock(new ManualTimeProvider());
        var pool = new VersionPool(new EntityKey("vision", "ocr"), revision, new PoolSettings(10, 10, TimeSpan.Zero, 1, 10), clock, () => { });
        pool.Update([.. Enumerable.Range(0, replicas).Select(number => Harness.TestPool.Replica($"{revision}-{number}"))], 4);
        return pool;
    }

    private ModelRoute Route(params RouteShare[] shares) => new()
    {
        Key = new EntityKey("vision", "ocr"),
        Shares = shares,
        Versions = new Dictionary<string, VersionPool> { ["stable"] = stable, ["canary"] = canary }.ToFrozenDictionary(),
        Pools = [stable, canary],
    };
}
