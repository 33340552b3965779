using System.Text.Json;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Simulation;

namespace Slipway.Kubernetes.Tests.Informers;

public sealed class EntityInformerTests
{
    [Fact]
    public void Has_synced_only_after_handlers_saw_the_first_set()
    {
        using var fixture = new InformerFixture();
        fixture.Server.Create(Samples.Config("one"));
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        fixture.Handler.Before = _ => release.Task;
        fixture.Start();
        Run(fixture);
        fixture.Informer.HasListed.ShouldBeTrue();
        fixture.Informer.HasSynced.ShouldBeFalse();

        release.SetResult();
        Run(fixture);

        fixture.Informer.HasSynced.ShouldBeTrue();
        fixture.Handler.Changes.ShouldHaveSingleItem().IsInitial.ShouldBeTrue();
    }

    [Fact]
    public void A_slow_handler_delays_neither_the_store_nor_the_others()
    {
        using var fixture = new InformerFixture();
        fixture.Handler.Before = _ => new TaskCompletionSource().Task;
        var quick = new RecordingHandler<V1ConfigMap>();
        fixture.Informer.AddHandler(quick);
        fixture.Start();
        Run(fixture);
        fixture.Server.Create(Samples.Config("one"));
        fixture.Server.Create(Samples.Config("two"));
        Run(fixture);

        fixture.Cached.Length.ShouldBe(2);
        quick.Told.ShouldBe(["Added one", "Added two"]);
        fixture.Handler.Changes.ShouldBeEmpty();
    }

    [Fact]
    public void A_handler_that_fails_gets_the_next_change()
    {
        using var fixture = new InformerFixture();
        fixture.Handler.Before = change => change.Entity.Metadata.Name == "bad" ? throw new InvalidOperationException("bad") : Task.CompletedTask;
        fixture.Server.Create(Samples.Config("bad"));
        fixture.Start();
        Run(fixture);
        fixture.Server.Create(Samples.Config("good"));
        Run(fixture);

        fixture.Handler.Told.ShouldBe(["Added good"]);
        fixture.Informer.HasSynced.ShouldBeTrue();
    }

    [Fact]
    public void The_store_shows_a_change_before_handlers_hear_of_it()
    {
        using var fixture = new InformerFixture();
        var shown = new List<bool>();
        fixture.Handler.Before = change =>
        {
            shown.Add(ReferenceEquals(fixture.Informer.Get(Samples.Key("a/one")), change.Entity));
            return Task.CompletedTask;
        };
        fixture.Start();
        fixture.Server.Create(Samples.Config("one"));
        Run(fixture);

        shown.ShouldBe([true]);
    }

    [Fact]
    public void A_late_handler_is_told_what_is_there()
    {
        using var fixture = new InformerFixture();
        fixture.Server.Create(Samples.Config("one"));
        fixture.Start();
        Run(fixture);
        var late = new RecordingHandler<V1ConfigMap>();
        fixture.Process.Enter(() => fixture.Informer.AddHandler(late));
        fixture.Server.Create(Samples.Config("two"));
        Run(fixture);

        late.Told.ShouldBe(["Added one", "Added two"]);
        late.Changes.Select(change => change.IsInitial).ShouldBe([true, false]);
    }

    [Fact]
    public void Follows_only_the_namespaces_it_is_limited_to()
    {
        using var fixture = new InformerFixture(seed: 1, "a", "b");
        fixture.Server.Create(Samples.Config("one", "a"));
        fixture.Server.Create(Samples.Config("two", "b"));
        fixture.Server.Create(Samples.Config("three", "c"));
        fixture.Start();
        Run(fixture);

        fixture.Informer.HasSynced.ShouldBeTrue();
        fixture.Cached.ShouldBe(["a/one@101", "b/two@102"]);
        fixture.Client.Requests.Count(request => request == "list ConfigMap").ShouldBe(2);
    }

    [Fact]
    public void Does_not_cache_managed_fields()
    {
        using var fixture = new InformerFixture();
        var config = Samples.Config("one");
        config.Metadata.UnknownFields = new() { ["managedFields"] = JsonElement.Parse("[]"), ["kept"] = JsonElement.Parse("1") };
        fixture.Start();
        Run(fixture);
        fixture.Server.Create(config);
        Run(fixture);

        fixture.Informer.List().ShouldHaveSingleItem().Metadata.UnknownFields!.Keys.ShouldBe(["kept"]);
    }

    private static void Run(InformerFixture fixture) => fixture.World.RunFor(TimeSpan.FromSeconds(2));
}
