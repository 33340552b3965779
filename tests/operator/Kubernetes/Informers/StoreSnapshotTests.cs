using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Simulation;

namespace Slipway.Kubernetes.Tests.Informers;

public sealed class StoreSnapshotTests
{
    private StoreSnapshot<V1ConfigMap> store = StoreSnapshot<V1ConfigMap>.Empty;

    [Fact]
    public void Tells_of_objects_that_come_change_and_go()
    {
        Watch(WatchEventType.Added, Samples.Stored("one", "u1", 1)).ShouldBe(["Added one/u1@1"]);
        Watch(WatchEventType.Modified, Samples.Stored("one", "u1", 2)).ShouldBe(["Updated one/u1@2"]);
        Watch(WatchEventType.Deleted, Samples.Stored("one", "u1", 3)).ShouldBe(["Deleted one/u1@3"]);
        store.Objects.ShouldBeEmpty();
    }

    [Fact]
    public void Is_silent_about_a_version_it_has()
    {
        Watch(WatchEventType.Added, Samples.Stored("one", "u1", 1));

        Watch(WatchEventType.Modified, Samples.Stored("one", "u1", 1)).ShouldBeEmpty();
        Watch(WatchEventType.Deleted, Samples.Stored("never", "u9", 1)).ShouldBeEmpty();
    }

    [Fact]
    public void An_object_with_another_uid_is_another_object()
    {
        Watch(WatchEventType.Added, Samples.Stored("one", "u1", 1));

        Watch(WatchEventType.Modified, Samples.Stored("one", "u2", 5)).ShouldBe(["Deleted one/u1@1", "Added one/u2@5"]);
        store.Objects[Samples.Key("a/one")].Metadata.Uid.ShouldBe("u2");
    }

    [Fact]
    public void A_list_tells_only_what_differs_and_what_went_unseen()
    {
        List(null, Samples.Stored("kept", "u1", 1), Samples.Stored("changed", "u2", 2), Samples.Stored("gone", "u3", 3), Samples.Stored("again", "u4", 4));

        List(null, Samples.Stored("kept", "u1", 1), Samples.Stored("changed", "u2", 9), Samples.Stored("again", "u5", 8), Samples.Stored("new", "u6", 7))
            .ShouldBe(
                ["Deleted gone/u3@3", "Updated changed/u2@9", "Deleted again/u4@4", "Added again/u5@8", "Added new/u6@7"], ignoreOrder: true);
        store.Objects.Count.ShouldBe(4);
    }

    [Fact]
    public void The_list_of_one_namespace_leaves_the_others_alone()
    {
        List("a", Samples.Stored("one", "u1", 1));
        List("b", Samples.Stored("two", "u2", 2, "b"));

        List("b").ShouldBe(["Deleted two/u2@2"]);
        store.Objects.Keys.ShouldBe([Samples.Key("a/one")]);
    }

    [Fact]
    public void Finds_objects_by_owner_through_every_change()
    {
        Watch(WatchEventType.Added, Samples.Stored("one", "u1", 1).OwnedBy("o1"));
        Watch(WatchEventType.Added, Samples.Stored("two", "u2", 2).OwnedBy("o1").OwnedBy("o2"));
        Names(store.OwnedBy("o1")).ShouldBe(["one", "two"]);
        Names(store.OwnedBy("o2")).ShouldBe(["two"]);

        Watch(WatchEventType.Modified, Samples.Stored("two", "u2", 3).OwnedBy("o2"));
        Names(store.OwnedBy("o1")).ShouldBe(["one"]);
        Watch(WatchEventType.Deleted, Samples.Stored("one", "u1", 4));
        store.OwnedBy("o1").ShouldBeEmpty();
    }

    [Fact]
    public void Finds_objects_by_label_whether_they_come_before_or_after_the_first_question()
    {
        Watch(WatchEventType.Added, Samples.Stored("one", "u1", 1).Labelled("app", "x"));
        store = store.IndexLabel("app");
        Watch(WatchEventType.Added, Samples.Stored("two", "u2", 2, "b").Labelled("app", "x"));
        Watch(WatchEventType.Added, Samples.Stored("three", "u3", 3).Labelled("app", "y"));

        Names(store.WithLabel(null, "app", "x")).ShouldBe(["one", "two"]);
        Names(store.WithLabel("b", "app", "x")).ShouldBe(["two"]);
        Watch(WatchEventType.Modified, Samples.Stored("one", "u1", 5).Labelled("app", "y"));
        Names(store.WithLabel("a", "app", "y")).ShouldBe(["one", "three"]);
    }

    [Fact]
    public void An_older_snapshot_stays_as_it_was()
    {
        Watch(WatchEventType.Added, Samples.Stored("one", "u1", 1));
        var before = store;
        Watch(WatchEventType.Deleted, Samples.Stored("one", "u1", 2));

        before.Objects.Count.ShouldBe(1);
    }

    private static string[] Names(IEnumerable<V1ConfigMap> configs) =>
        [.. configs.Select(config => config.Metadata.Name!).Order(StringComparer.Ordinal)];

    private static string[] Told(IEnumerable<EntityChange<V1ConfigMap>> changes) =>
        [.. changes.Select(change => $"{change.Kind} {change.Entity.Metadata.Name}/{change.Entity.Metadata.Uid}@{change.Entity.Metadata.ResourceVersion}")];

    private string[] Watch(WatchEventType type, V1ConfigMap config)
    {
        (store, var changes) = store.Apply(new WatchEvent<V1ConfigMap>(type, config));
        return Told(changes);
    }

    private string[] List(string? scope, params V1ConfigMap[] configs)
    {
        (store, var changes) = store.Replace(scope, configs);
        return Told(changes);
    }
}
