using System.Net;
using Slipway.Kubernetes.Tests.Simulation;

namespace Slipway.Kubernetes.Tests.Informers;

public sealed class ReflectorTests : IDisposable
{
    private readonly InformerFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void Lists_once_and_follows_by_watch()
    {
        fixture.Server.Create(Samples.Config("one"));
        fixture.Start();
        Run(1);
        fixture.Server.Create(Samples.Config("two"));
        Run(1);

        fixture.Cached.ShouldBe(fixture.Stored);
        fixture.Client.Requests.ShouldBe(["list ConfigMap", "watch ConfigMap"]);
        fixture.Client.ListedAt.ShouldBe(["0"], "the first list takes what the server has at hand");
    }

    [Fact]
    public void A_watch_that_ends_is_resumed_where_it_was_without_a_list()
    {
        fixture.Start();
        Run(1);
        fixture.Server.Create(Samples.Config("one"));
        Run(1);
        Run(310);

        fixture.Client.WatchedFrom.ShouldBe(["100", "101"]);
        fixture.Client.Requests.Count(request => request.StartsWith("list", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public void Bookmarks_carry_a_quiet_watch_past_an_expired_version()
    {
        fixture.Start();
        Run(1);
        fixture.Server.Age(50);
        Run(70);
        fixture.Server.Compact();
        Run(300);

        fixture.Client.WatchedFrom.ShouldBe(["100", "150"]);
        fixture.Client.ListedAt.Count.ShouldBe(1);
    }

    [Fact]
    public void Row_04_an_expired_version_is_listed_again_and_deletes_missed_meanwhile_are_told()
    {
        fixture.Server.Create(Samples.Config("kept"));
        fixture.Server.Create(Samples.Config("gone"));
        fixture.Start();
        Run(1);
        fixture.Handler.Changes.Clear();

        fixture.Client.Network.IsDown = true;
        Run(61);
        fixture.Server.Delete<Models.V1ConfigMap>(Samples.Key("a/gone"));
        fixture.Server.Create(Samples.Config("new"));
        fixture.Server.Compact();
        fixture.Client.Network.IsDown = false;
        Run(60);

        fixture.Handler.Told.ShouldBe(["Deleted gone", "Added new"], ignoreOrder: true);
        fixture.Cached.ShouldBe(fixture.Stored);
        fixture.Client.ListedAt.ShouldBe(["0", null], "a later list must not go back in time");
    }

    [Theory]
    [InlineData(120)]
    [InlineData(900)]
    public void Row_01_an_outage_is_made_up_for_within_a_minute_however_long_it_was_and_shows_as_staleness(int seconds)
    {
        fixture.Start();
        Run(1);
        fixture.Client.Network.IsDown = true;
        Run(seconds);
        fixture.Informer.Staleness.TotalSeconds.ShouldBeGreaterThan(60);
        fixture.Informer.LastError.ShouldNotBeNull();
        fixture.Server.Create(Samples.Config("one"));
        fixture.Client.Network.IsDown = false;
        Run(60);

        fixture.Cached.ShouldBe(fixture.Stored);
        fixture.Informer.LastError.ShouldBeNull();
        fixture.Client.ListedAt.Count.ShouldBe(1, "the version was still good");
    }

    [Fact]
    public void Retries_become_rarer_while_the_server_refuses()
    {
        fixture.Client.Network.Fault = _ => FakeServer.Refusal(HttpStatusCode.InternalServerError, "broken");
        fixture.Start();
        Run(10);
        var early = fixture.Client.Requests.Count;
        Run(600);

        early.ShouldBeInRange(3, 8);
        (fixture.Client.Requests.Count - early).ShouldBeInRange(18, 40);
    }

    [Fact]
    public void Row_06_the_servers_retry_after_is_honoured_by_lists_and_watches()
    {
        fixture.Client.Network.Fault = _ => FakeServer.Refusal(HttpStatusCode.TooManyRequests, "busy", TimeSpan.FromSeconds(40));
        fixture.Start();
        Run(39);
        fixture.Client.Requests.Count.ShouldBe(1);
        fixture.Client.Network.Fault = null;
        Run(30);

        fixture.Informer.HasSynced.ShouldBeTrue();
    }

    [Fact]
    public void A_version_that_is_refused_again_and_again_is_given_up()
    {
        fixture.Start();
        Run(1);
        fixture.Client.Network.Fault = verb => verb == "watch" ? FakeServer.Refusal(HttpStatusCode.GatewayTimeout, "Too large resource version") : null;
        Run(400);

        fixture.Client.ListedAt.Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public void A_server_that_ends_every_watch_at_once_is_not_hammered()
    {
        fixture.Client.Network.WatchTimeout = TimeSpan.Zero;
        fixture.Start();
        Run(60);

        fixture.Client.Requests.Count.ShouldBeLessThan(12);
    }

    [Fact]
    public void Events_delivered_twice_are_told_once()
    {
        fixture.Client.Network.Repeats = () => true;
        fixture.Start();
        Run(1);
        fixture.Server.Create(Samples.Config("one"));
        fixture.Server.Delete<Models.V1ConfigMap>(Samples.Key("a/one"));
        Run(1);

        fixture.Handler.Told.ShouldBe(["Added one", "Deleted one"]);
    }

    [Fact]
    public void Row_21_an_event_that_comes_late_does_not_take_the_cache_back()
    {
        fixture.Client.Network.RepeatsFirst = true;
        fixture.Start();
        Run(1);
        fixture.Server.Create(Samples.Config("one", value: "old"));
        Run(1);
        fixture.Server.Update(Samples.Config("one", value: "new"));
        Run(1);

        fixture.Handler.Told.ShouldBe(["Added one", "Updated one"]);
        fixture.Informer.Get(Samples.Key("a/one"))!.Data!["value"].ShouldBe("new");
    }

    private void Run(int seconds) => fixture.World.RunFor(TimeSpan.FromSeconds(seconds));
}
