using System.Net;
using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Simulation;
using Result = Slipway.Kubernetes.Controllers.ReconciliationResult<Slipway.Kubernetes.Models.V1ConfigMap>;

namespace Slipway.Kubernetes.Tests.Controllers;

/// <summary>Finalizers, deletion, and what comes again under the same name.</summary>
public sealed class LifecycleTests
{
    private static readonly Action<IKubernetesOperatorBuilder> WithFinalizers = builder => builder
        .AddController<ScriptedController, V1ConfigMap>()
        .AddFinalizer<ScriptedController, V1ConfigMap>("test/first")
        .AddFinalizer<ScriptedController, V1ConfigMap>("test/second");

    [Fact]
    public void A_deleted_object_is_told_with_its_last_state()
    {
        using var fixture = new OperatorFixture();
        fixture.Server.Create(Samples.Config("one"));
        fixture.Start();
        fixture.RunFor(1);
        fixture.Touch("a/one");
        fixture.Server.Delete<V1ConfigMap>(Samples.Key("a/one"));
        fixture.RunFor(1);

        fixture.Controller.Calls[^1].ShouldBe("deleted one/uid-1");
    }

    [Fact]
    public void An_object_created_again_under_the_same_name_never_reaches_DeletedAsync()
    {
        using var fixture = new OperatorFixture();
        fixture.Server.Create(Samples.Config("one"));
        fixture.Start();
        fixture.RunFor(1);
        fixture.Server.Delete<V1ConfigMap>(Samples.Key("a/one"));
        fixture.Server.Create(Samples.Config("one"));
        fixture.RunFor(1);

        fixture.Controller.Calls.ShouldBe(["reconcile one/uid-1", "deleted one/uid-1", "reconcile one/uid-2"]);
    }

    [Fact]
    public void A_deletion_that_cannot_be_dealt_with_is_tried_again_and_does_not_hold_up_the_new_object()
    {
        using var fixture = new OperatorFixture();
        var fails = true;
        fixture.Controller.OnDeleted = (config, _) => Task.FromResult(fails ? Result.Failure(config, "not yet") : Result.Success(config));
        fixture.Server.Create(Samples.Config("one"));
        fixture.Start();
        fixture.RunFor(1);
        fixture.Server.Delete<V1ConfigMap>(Samples.Key("a/one"));
        fixture.Server.Create(Samples.Config("one"));
        fixture.RunFor(1);
        fixture.Controller.Calls.ShouldContain("reconcile one/uid-2");
        fails = false;
        fixture.RunFor(10);
        var calls = fixture.Count("deleted one/uid-1");
        fixture.RunFor(1000);

        fixture.Count("deleted").ShouldBe(calls);
    }

    [Fact]
    public void Finalizers_are_put_on_an_object_by_one_patch_and_the_pass_goes_on_with_it()
    {
        using var fixture = new OperatorFixture(add: WithFinalizers);
        fixture.Server.Create(Samples.Config("one"));
        fixture.Start();
        fixture.RunFor(1);

        fixture.Server.Find<V1ConfigMap>(Samples.Key("a/one"))!.Metadata.Finalizers.ShouldBe(["test/first", "test/second"]);
        fixture.Client.Requests.Count(request => request.StartsWith("patch", StringComparison.Ordinal)).ShouldBe(1);
        fixture.Controller.LastSeen["uid-1"].ShouldBe(fixture.Server.Version);
    }

    [Fact]
    public void All_finalizers_run_in_order_before_an_object_goes_and_those_of_others_are_left_alone()
    {
        using var fixture = new OperatorFixture(add: WithFinalizers);
        var config = Samples.Config("one");
        config.Metadata.Finalizers = ["other/theirs"];
        fixture.Server.Create(config);
        fixture.Start();
        fixture.RunFor(1);
        var removed = new List<string>();
        fixture.Controller.OnFinalize = (entity, _) =>
        {
            removed.Add(string.Join(' ', entity.Metadata.Finalizers!));
            return Task.FromResult(Result.Success(entity));
        };
        fixture.Server.Delete<V1ConfigMap>(Samples.Key("a/one"));
        fixture.RunFor(1);

        removed.ShouldBe(["other/theirs test/first test/second", "other/theirs test/second"]);
        fixture.Server.Find<V1ConfigMap>(Samples.Key("a/one"))!.Metadata.Finalizers.ShouldBe(["other/theirs"]);
    }

    [Fact]
    public void A_finalizer_that_fails_keeps_the_object_and_is_tried_again()
    {
        using var fixture = new OperatorFixture(add: WithFinalizers);
        fixture.Server.Create(Samples.Config("one"));
        fixture.Start();
        fixture.RunFor(1);
        var fails = true;
        fixture.Controller.OnFinalize = (entity, _) => Task.FromResult(fails ? Result.Failure(entity, "storage is down") : Result.Success(entity));
        fixture.Server.Delete<V1ConfigMap>(Samples.Key("a/one"));
        fixture.RunFor(5);
        fixture.Server.Find<V1ConfigMap>(Samples.Key("a/one")).ShouldNotBeNull();
        fails = false;
        fixture.RunFor(20);

        fixture.Server.Find<V1ConfigMap>(Samples.Key("a/one")).ShouldBeNull();
        fixture.Controller.Calls[^1].ShouldBe("deleted one/uid-1");
    }

    [Fact]
    public void Row_18_a_finalizer_that_hangs_holds_up_nobody_else_and_is_cancelled_and_tried_again()
    {
        using var fixture = new OperatorFixture(add: WithFinalizers);
        for (var number = 0; number < 10; number++)
            fixture.Server.Create(Samples.Config($"one{number}"));
        fixture.Start();
        fixture.RunFor(1);
        var hangs = true;
        fixture.Controller.OnFinalize = async (entity, cancellationToken) =>
        {
            if (hangs && entity.Metadata.Name == "one0")
                await Task.Delay(Timeout.InfiniteTimeSpan, fixture.Process.Clock, cancellationToken);
            return Result.Success(entity);
        };
        for (var number = 0; number < 10; number++)
            fixture.Server.Delete<V1ConfigMap>(Samples.Key($"a/one{number}"));
        fixture.RunFor(5);
        fixture.Server.All<V1ConfigMap>(null).ShouldHaveSingleItem().Metadata.Name.ShouldBe("one0");
        hangs = false;
        fixture.RunFor(302);

        fixture.Server.All<V1ConfigMap>(null).ShouldBeEmpty("the time limit of a pass has ended the wait");
    }

    [Fact]
    public void Row_05_a_conflict_is_tried_again_without_ado()
    {
        using var fixture = new OperatorFixture(add: WithFinalizers);
        fixture.Server.Create(Samples.Config("one"));
        var conflicts = 3;
        fixture.Client.Network.Fault = verb => verb == "patch" && conflicts-- > 0 ? FakeServer.Refusal(HttpStatusCode.Conflict, "modified") : null;
        fixture.Start();
        fixture.RunFor(1);

        fixture.Count("reconcile").ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Row_20_a_child_that_is_changed_or_deleted_concerns_its_controlling_owner_and_nobody_else()
    {
        using var fixture = new OperatorFixture(
            add: builder => builder.AddController<ScriptedController, V1ConfigMap>(sources => sources.Owns<V1Secret>()));
        fixture.Server.Create(Samples.Config("one"));
        fixture.Server.Create(Samples.Config("two"));
        fixture.Start();
        fixture.RunFor(1);
        fixture.Controller.Calls.Clear();
        var child = new V1Secret { Metadata = new V1ObjectMeta { Name = "child", Namespace = "a" } };
        child.Metadata.OwnerReferences =
        [
            new() { ApiVersion = "v1", Kind = "ConfigMap", Name = "two", Uid = "uid-2" },
            new() { ApiVersion = "v1", Kind = "ConfigMap", Name = "one", Uid = "uid-1", Controller = true },
        ];
        fixture.Server.Create(child);
        fixture.RunFor(1);
        fixture.Server.Delete<V1Secret>(Samples.Key("a/child"));
        fixture.RunFor(1);

        fixture.Controller.Calls.ShouldBe(["reconcile one/uid-1", "reconcile one/uid-1"]);
    }
}
