using Microsoft.Extensions.DependencyInjection;
using Slipway.Kubernetes.Health;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Controllers;
using Slipway.Kubernetes.Tests.Simulation;

namespace Slipway.Kubernetes.Tests.Informers;

/// <summary>A namespace that is deleted with its role binding, or was never granted, is nobody else's trouble.</summary>
public sealed class ForbiddenNamespaceTests
{
    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public void The_other_namespaces_are_followed(string first, string second)
    {
        using var fixture = new InformerFixture(seed: 1, first, second);
        fixture.Client.Network.Forbidden.Add("ConfigMap/b");
        fixture.Server.Create(Samples.Config("one", "a"));
        fixture.Start();
        fixture.World.RunFor(TimeSpan.FromSeconds(2));

        fixture.Informer.HasSynced.ShouldBeTrue();
        fixture.Informer.HasListed.ShouldBeFalse();
        fixture.Informer.SetAside.ShouldBe(["b"]);
        fixture.Handler.Told.ShouldBe(["Added one"]);
    }

    [Fact]
    public void It_is_followed_as_soon_as_it_may_be()
    {
        using var fixture = new InformerFixture(seed: 1, "a", "b");
        fixture.Client.Network.Forbidden.Add("ConfigMap/b");
        fixture.Server.Create(Samples.Config("two", "b"));
        fixture.Start();
        fixture.World.RunFor(TimeSpan.FromSeconds(60));
        fixture.Handler.Told.ShouldBeEmpty();
        fixture.Client.Network.Forbidden.Clear();
        fixture.World.RunFor(TimeSpan.FromSeconds(60));

        fixture.Informer.SetAside.ShouldBeEmpty();
        fixture.Cached.ShouldBe(fixture.Stored);
        fixture.Handler.Told.ShouldBe(["Added two"]);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a", "b")]
    public void A_kind_that_may_be_listed_nowhere_keeps_it_from_syncing(params string[] namespaces)
    {
        using var fixture = new InformerFixture(seed: 1, namespaces);
        fixture.Client.Network.Forbidden.UnionWith(["ConfigMap/a", "ConfigMap/b"]);
        fixture.Start();
        fixture.World.RunFor(TimeSpan.FromSeconds(120));

        fixture.Informer.HasSynced.ShouldBeFalse();
        fixture.Informer.SetAside.ShouldBeEmpty();
    }

    [Fact]
    public void Workers_leave_a_namespace_alone_until_all_kinds_can_be_read_there()
    {
        var settings = OperatorFixture.Alone with { Namespaces = ["a", "b"] };
        using var fixture = new OperatorFixture(
            settings: settings, add: builder => builder.AddController<ScriptedController, V1ConfigMap>().AddInformer<V1Secret>());
        var health = fixture.Services.GetRequiredService<IOperatorHealth>();
        fixture.Client.Network.Forbidden.Add("Secret/b");
        fixture.Server.Create(Samples.Config("one", "a"));
        fixture.Server.Create(Samples.Config("two", "b"));
        fixture.Start();
        fixture.RunFor(60);
        (fixture.Count("reconcile one"), fixture.Count("reconcile two")).ShouldBe((1, 0));
        health.Ready.IsHealthy.ShouldBeTrue();
        health.Ready.Message.ShouldContain("without secrets in b");

        fixture.Client.Network.Forbidden.Clear();
        fixture.RunFor(60);

        fixture.Count("reconcile two").ShouldBe(1);
        health.Ready.Message.ShouldBe("Leading; 2 informers synced.");
    }

    [Theory]
    [InlineData("Secret/a", "Secret/b")]
    [InlineData("Secret/b")]
    public void An_optional_kind_holds_nobody_up_and_is_followed_as_soon_as_it_may_be(params string[] forbidden)
    {
        var settings = OperatorFixture.Alone with { Namespaces = ["a", "b"] };
        using var fixture = new OperatorFixture(
            settings: settings, add: builder => builder.AddController<ScriptedController, V1ConfigMap>().AddInformer<V1Secret>(isOptional: true));
        var health = fixture.Services.GetRequiredService<IOperatorHealth>();
        var store = fixture.Services.GetRequiredService<IEntityStore<V1Secret>>();
        fixture.Client.Network.Forbidden.UnionWith(forbidden);
        fixture.Server.Create(Samples.Config("one", "a"));
        fixture.Server.Create(Samples.Config("two", "b"));
        fixture.Start();
        fixture.RunFor(60);

        (fixture.Count("reconcile one"), fixture.Count("reconcile two")).ShouldBe((1, 1));
        store.HasSynced.ShouldBe(forbidden.Length == 1, "of a part, what may be read is known");
        (health.Ready.IsHealthy, health.Ready.Message.Contains("without secrets")).ShouldBe((true, true));

        fixture.Client.Network.Forbidden.Clear();
        fixture.RunFor(1200);
        store.HasSynced.ShouldBeTrue();
        health.Ready.Message.ShouldBe("Leading; 2 informers synced.");
    }
}
