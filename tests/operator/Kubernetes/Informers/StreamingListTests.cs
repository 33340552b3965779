using System.Net;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Simulation;

namespace Slipway.Kubernetes.Tests.Informers;

/// <summary>Lists as the beginning of a watch, and what happens with servers that do not know them.</summary>
public sealed class StreamingListTests : IDisposable
{
    private readonly InformerFixture fixture = new(seed: 1, streamsLists: true, namespaces: []);

    public StreamingListTests()
    {
        fixture.Server.Create(Samples.Config("one"));
        fixture.Server.Create(Samples.Config("two"));
    }

    public void Dispose() => fixture.Dispose();

    [Fact]
    public void List_and_watch_are_one_request()
    {
        fixture.Client.Network.StreamsLists = true;
        fixture.Start();
        Run(1);
        fixture.Informer.HasSynced.ShouldBeTrue();
        fixture.Server.Create(Samples.Config("three"));
        Run(1);

        fixture.Cached.ShouldBe(fixture.Stored);
        fixture.Client.Requests.ShouldBe(["watch ConfigMap"]);
        fixture.Client.WatchedFrom.ShouldBe(["0"], "the first list takes what the server has at hand");
    }

    [Fact]
    public void The_watch_that_follows_begins_where_the_stream_ended()
    {
        fixture.Client.Network.StreamsLists = true;
        fixture.Start();
        Run(1);
        fixture.Server.Create(Samples.Config("three"));
        Run(310);

        fixture.Client.WatchedFrom.ShouldBe(["0", "103"]);
        fixture.Cached.ShouldBe(fixture.Stored);
    }

    [Fact]
    public void After_an_expired_version_a_stream_of_the_newest_is_asked_for_and_missed_deletes_are_told()
    {
        fixture.Client.Network.StreamsLists = true;
        fixture.Start();
        Run(1);
        fixture.Handler.Changes.Clear();
        fixture.Client.Network.IsDown = true;
        Run(61);
        fixture.Server.Delete<V1ConfigMap>(Samples.Key("a/one"));
        fixture.Server.Compact();
        fixture.Client.Network.IsDown = false;
        Run(60);

        fixture.Handler.Told.ShouldBe(["Deleted one"]);
        fixture.Client.WatchedFrom[^1].ShouldBeNull("a later list must not go back in time");
        fixture.Client.Requests.ShouldNotContain("list ConfigMap");
    }

    [Fact]
    public void A_server_that_refuses_is_asked_for_a_plain_list_at_once_and_never_again_for_a_stream()
    {
        fixture.Start();
        Run(1);
        fixture.Client.Requests.ShouldBe(["watch ConfigMap", "list ConfigMap", "watch ConfigMap"]);
        fixture.Client.Network.IsDown = true;
        Run(61);
        fixture.Server.Age(1);
        fixture.Server.Compact();
        fixture.Client.Network.IsDown = false;
        Run(60);

        fixture.Client.ListedAt.ShouldBe(["0", null]);
        fixture.Client.WatchedFrom.Count(version => version is null or "0").ShouldBe(1, "one stream was asked for");
        fixture.Cached.ShouldBe(fixture.Stored);
    }

    [Fact]
    public void A_server_that_takes_it_for_a_plain_watch_is_found_out_by_its_silence()
    {
        fixture.Client.Network.StreamsLists = null;
        fixture.Start();
        Run(29);
        fixture.Informer.HasSynced.ShouldBeFalse("what has come so far may not be all");
        Run(2);

        fixture.Informer.HasSynced.ShouldBeTrue();
        fixture.Client.Requests.ShouldBe(["watch ConfigMap", "list ConfigMap", "watch ConfigMap"]);
    }

    [Fact]
    public void A_server_that_takes_it_for_a_plain_watch_is_found_out_by_its_bookmark()
    {
        fixture.Client.Network.StreamsLists = null;
        fixture.Client.Network.BookmarkInterval = TimeSpan.FromSeconds(10);
        fixture.Start();
        Run(11);

        fixture.Informer.HasSynced.ShouldBeTrue();
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.Gone)]
    [InlineData(HttpStatusCode.Forbidden)]
    public void A_stream_that_fails_once_is_followed_by_a_plain_list_and_asked_for_again_later(HttpStatusCode code)
    {
        var network = fixture.Client.Network;
        network.StreamsLists = true;
        var fails = true;
        network.Fault = verb => verb == "watch" && fails ? FakeServer.Refusal(code, "not now") : null;
        fixture.Start();
        fixture.World.RunUntil(() => fixture.Client.ListedAt.Count > 0, TimeSpan.FromSeconds(60)).ShouldBeTrue();
        fails = false;
        Run(60);
        fixture.Cached.ShouldBe(fixture.Stored);
        network.IsDown = true;
        Run(61);
        fixture.Server.Age(1);
        fixture.Server.Compact();
        network.IsDown = false;
        Run(90);

        fixture.Client.ListedAt.ShouldBe(["0"]);
        fixture.Client.WatchedFrom[^1].ShouldBeNull("a stream again");
        fixture.Cached.ShouldBe(fixture.Stored);
    }

    [Fact]
    public void A_stream_that_is_cut_halfway_changes_nothing()
    {
        fixture.Client.Network.StreamsLists = true;
        var events = 0;
        fixture.Client.Network.Cuts = () => ++events == 2;
        fixture.Start();
        fixture.World.RunUntil(() => events >= 2, TimeSpan.FromSeconds(10)).ShouldBeTrue();
        fixture.Informer.List().ShouldBeEmpty("half a list is none");
        Run(10);

        fixture.Cached.ShouldBe(fixture.Stored);
        fixture.Client.ListedAt.Count.ShouldBe(1, "after a failure a plain list is surer");
    }

    private void Run(int seconds) => fixture.World.RunFor(TimeSpan.FromSeconds(seconds));
}
