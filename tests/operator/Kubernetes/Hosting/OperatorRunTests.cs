using Microsoft.Extensions.DependencyInjection;
using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Health;
using Slipway.Kubernetes.Leadership;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Controllers;
using Slipway.Kubernetes.Tests.Simulation;
using Result = Slipway.Kubernetes.Controllers.ReconciliationResult<Slipway.Kubernetes.Models.V1ConfigMap>;

namespace Slipway.Kubernetes.Tests.Hosting;

public sealed class OperatorRunTests
{
    private static readonly OperatorSettings Elected = new() { Name = "test", LeaseNamespace = "system", StreamingLists = false };

    [Fact]
    public void Takes_the_lease_before_it_lists_and_lists_before_it_works()
    {
        using var fixture = new OperatorFixture(settings: Elected);
        fixture.Server.Create(Samples.Config("one"));
        fixture.Start();
        fixture.RunFor(1);

        fixture.Client.Requests.Take(4).ShouldBe(["get Lease", "create Lease", "list ConfigMap", "watch ConfigMap"]);
        fixture.Count("reconcile").ShouldBe(1);
    }

    [Fact]
    public void Stopping_lets_a_pass_end_then_releases_the_lease()
    {
        using var fixture = new OperatorFixture(settings: Elected);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        fixture.Controller.OnReconcile = async (config, _) =>
        {
            await release.Task;
            return Result.Success(config);
        };
        fixture.Server.Create(Samples.Config("one"));
        fixture.Start();
        fixture.RunFor(1);
        fixture.Stop();
        fixture.RunFor(5);
        Holder(fixture).ShouldNotBeEmpty("the pass has not ended");

        release.SetResult();
        fixture.RunFor(1);

        Holder(fixture).ShouldBeEmpty();
        fixture.Running!.IsCompletedSuccessfully.ShouldBeTrue(fixture.Running.Exception?.ToString());
    }

    [Fact]
    public void A_pass_that_does_not_end_is_cancelled_after_the_drain_timeout()
    {
        using var fixture = new OperatorFixture(settings: Elected);
        fixture.Controller.OnReconcile = async (config, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, fixture.Process.Clock, cancellationToken);
            return Result.Success(config);
        };
        fixture.Server.Create(Samples.Config("one"));
        fixture.Start();
        fixture.RunFor(1);
        fixture.Stop();
        fixture.RunFor(9);
        fixture.Running!.IsCompleted.ShouldBeFalse();
        fixture.RunFor(2);

        fixture.Running.IsCompletedSuccessfully.ShouldBeTrue(fixture.Running.Exception?.ToString());
        Holder(fixture).ShouldBeEmpty();
    }

    [Fact]
    public void Says_that_what_it_knows_may_be_old_until_the_server_is_heard_again()
    {
        using var fixture = new OperatorFixture();
        var health = fixture.Services.GetRequiredService<IOperatorHealth>();
        fixture.Start();
        fixture.RunFor(1);
        health.Interruption.ShouldBeNull();

        fixture.Client.Network.IsDown = true;
        fixture.RunFor(120);
        health.Interruption.ShouldNotBeNull();
        health.Ready.IsHealthy.ShouldBeTrue("a restart would not help");

        fixture.Server.Create(Samples.Config("one"));
        fixture.Client.Network.IsDown = false;
        fixture.RunFor(60);
        health.Interruption.ShouldBeNull();
    }

    [Fact]
    public void Losing_the_lease_cancels_the_work_and_ends_the_run()
    {
        using var fixture = new OperatorFixture(settings: Elected);
        var cancelled = false;
        fixture.Controller.OnReconcile = async (config, cancellationToken) =>
        {
            await using var _ = cancellationToken.Register(() => cancelled = true);
            await Task.Delay(Timeout.InfiniteTimeSpan, fixture.Process.Clock, cancellationToken);
            return Result.Success(config);
        };
        fixture.Server.Create(Samples.Config("one"));
        fixture.Start();
        fixture.RunFor(1);
        fixture.Client.Network.IsDown = true;
        fixture.RunFor(20);

        cancelled.ShouldBeTrue();
        fixture.Running!.IsCompletedSuccessfully.ShouldBeTrue(fixture.Running.Exception?.ToString());
        fixture.Services.GetRequiredService<ILeadership>().IsLeading.ShouldBeFalse();
        fixture.Services.GetRequiredService<IOperatorHealth>().Live.IsHealthy.ShouldBeFalse();
    }

    [Fact]
    public void Row_02_started_while_the_server_is_out_of_reach_it_is_unready_and_recovers_by_itself()
    {
        using var fixture = new OperatorFixture(settings: Elected);
        var health = fixture.Services.GetRequiredService<IOperatorHealth>();
        fixture.Server.Create(Samples.Config("one"));
        fixture.Client.Network.IsDown = true;
        fixture.Start();
        fixture.RunFor(300);
        health.Ready.IsHealthy.ShouldBeFalse();
        health.Live.IsHealthy.ShouldBeTrue();
        fixture.Client.Network.IsDown = false;
        fixture.RunFor(40);

        health.Ready.IsHealthy.ShouldBeTrue(health.Ready.Message);
        fixture.Count("reconcile").ShouldBe(1);
    }

    [Fact]
    public void Is_unready_while_a_kind_cannot_be_listed_and_says_which()
    {
        using var fixture = new OperatorFixture();
        fixture.Client.Network.Fault = verb => verb == "list" ? FakeServer.Refusal(System.Net.HttpStatusCode.NotFound, "no such kind") : null;
        fixture.Start();
        fixture.RunFor(5);
        var ready = fixture.Services.GetRequiredService<IOperatorHealth>().Ready;

        ready.IsHealthy.ShouldBeFalse();
        ready.Message.ShouldContain("configmaps");
        ready.Message.ShouldContain("no such kind");
    }

    [Fact]
    public void A_process_that_waits_for_the_lease_is_ready_and_follows_nothing()
    {
        using var fixture = new OperatorFixture(settings: Elected);
        var held = new V1Lease { Metadata = new V1ObjectMeta { Name = "test", Namespace = "system" } };
        held.Spec.HolderIdentity = "other";
        held.Spec.LeaseDurationSeconds = 3600;
        fixture.Server.Create(held);
        fixture.Start();
        fixture.RunFor(100);
        var ready = fixture.Services.GetRequiredService<IOperatorHealth>().Ready;

        ready.IsHealthy.ShouldBeTrue();
        ready.Message.ShouldContain("other");
        fixture.Client.Requests.ShouldAllBe(request => request == "get Lease");
    }

    [Fact]
    public void A_lease_of_its_own_name_lets_two_operators_share_a_namespace()
    {
        using var fixture = new OperatorFixture(settings: Elected with { LeaseName = "second" });
        var held = new V1Lease { Metadata = new V1ObjectMeta { Name = "test", Namespace = "system" } };
        held.Spec.HolderIdentity = "first";
        held.Spec.LeaseDurationSeconds = 3600;
        fixture.Server.Create(held);
        fixture.Start();
        fixture.RunFor(1);

        fixture.Server.Find<V1Lease>(Samples.Key("system/second")).ShouldNotBeNull();
        Holder(fixture).ShouldBe("first");
    }

    private static string Holder(OperatorFixture fixture) => fixture.Server.Find<V1Lease>(Samples.Key("system/test"))!.Spec.HolderIdentity!;
}
