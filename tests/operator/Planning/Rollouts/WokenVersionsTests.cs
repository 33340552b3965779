using Slipway.Api;
using Slipway.Api.Demand;
using Slipway.Planning.Rollouts;
using Slipway.Planning.Rollouts.Analysis;
using Slipway.Planning.Tests.Support;

namespace Slipway.Planning.Tests.Rollouts;

/// <summary>Version 1 was replaced by version 2 and is kept without replicas; clients name it, or do not.</summary>
public sealed class WokenVersionsTests
{
    private readonly World world = new();

    private long arrivals;

    public WokenVersionsTests()
    {
        world.Settings = world.Settings with { GatewayInstalled = true };
        world.Settled("1", replicas: 2);
        world.Settled("2", replicas: 2);
        world.Reconcile();
        world.Now += TimeSpan.FromMinutes(1);
        world.Reconcile();
        world.Deployment("1").ShouldBeNull();
        Row("1").Phase.ShouldBe(nameof(VersionPhase.Retired));
    }

    [Fact]
    public void A_request_that_names_it_wakes_it_and_moves_nothing_else()
    {
        Ask(now: 1);
        world.Reconcile();

        world.Deployment("1")!.Spec.Replicas.ShouldBe(1);
        Row("1").Phase.ShouldBe(nameof(VersionPhase.Woken));
        (world.ServingVersion, world.Status.Traffic!.Single().Revision).ShouldBe(("2", Row("2").Revision));
        world.LastPlan.Events.Select(told => (told.Reason, told.Message)).ShouldContain((EventReasons.VersionWoken, "Version 1 gets a replica, because requests name it."));
        world.LastPlan.RequeueAfter!.Value.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(4));
        world.Condition(ConditionTypes.Ready).Status.ShouldBe("True", "what clients name is not what the spec wants");
    }

    [Fact]
    public void It_stays_while_it_is_asked_for_and_goes_when_nobody_has_asked_for_five_minutes()
    {
        Ask(now: 1);
        world.Reconcile();
        world.MakeReady("1");
        for (var minute = 0; minute < 20; minute++)
        {
            world.Now += TimeSpan.FromMinutes(1);
            Ask(arrived: 1);
            world.Reconcile();
        }

        world.Deployment("1").ShouldNotBeNull();
        Ask();
        var last = world.Now;
        while (world.Deployment("1") is not null)
        {
            world.Now += TimeSpan.FromSeconds(4);
            world.Reconcile();
        }

        (world.Now - last).ShouldBe(WokenVersions.DefaultIdle, TimeSpan.FromSeconds(80));
        Row("1").Phase.ShouldBe(nameof(VersionPhase.Retired));
        world.LastPlan.Events.ShouldContain(told => told.Reason == EventReasons.VersionRetired);
        world.Plan().RequeueAfter.ShouldBeNull();
    }

    [Fact]
    public void The_time_is_put_off_by_few_writes()
    {
        Ask(now: 1);
        world.Reconcile();
        world.MakeReady("1");
        var times = new HashSet<string>();
        for (var second = 0; second < 600; second += 4)
        {
            world.Now += TimeSpan.FromSeconds(4);
            Ask(now: 1);
            world.Reconcile();
            times.Add(world.Deployment("1")!.Metadata.Annotations![Labels.RetireAt]);
        }

        times.Count.ShouldBeInRange(2, 9);
    }

    [Fact]
    public void Many_requests_get_more_replicas_but_never_more_than_the_version_that_serves()
    {
        Ask(now: 40);
        world.Reconcile();
        world.Deployment("1")!.Spec.Replicas.ShouldBe(2);
        Ask(now: 4000);
        world.Reconcile();
        world.Deployment("1")!.Spec.Replicas.ShouldBe(2);
        Ask(now: 1);
        world.Reconcile();
        world.Deployment("1")!.Spec.Replicas.ShouldBe(2, "they go together when nobody asks");
    }

    [Fact]
    public void A_version_that_is_still_retiring_stays_for_those_who_name_it()
    {
        world.Version("3");
        world.Reconcile();
        world.MakeReady("3");
        world.Reconcile();
        world.Reconcile();
        Row("2").Phase.ShouldBe(nameof(VersionPhase.Retiring));
        Ask("2", now: 1);
        world.Now += TimeSpan.FromMinutes(2);
        world.Reconcile();

        Row("2").Phase.ShouldBe(nameof(VersionPhase.Woken));
        world.PodsOf("2").ShouldNotBeEmpty("its replicas never went");
    }

    [Fact]
    public void Requests_that_name_no_version_wake_none()
    {
        Ask(byShare: 5);
        world.Reconcile();

        world.Deployment("1").ShouldBeNull("they follow the traffic");
    }

    [Fact]
    public void Requests_that_came_by_a_versions_share_do_not_keep_it_when_the_share_has_gone()
    {
        world.Version("3");
        world.Reconcile();
        world.MakeReady("3");
        world.Reconcile();
        world.Reconcile();
        Ask("2", byShare: 5);
        world.Now += TimeSpan.FromMinutes(2);
        world.Reconcile();

        world.Deployment("2").ShouldBeNull();
    }

    [Fact]
    public void Silence_of_a_gateway_is_not_idleness_but_does_not_last_for_ever()
    {
        Ask(now: 1);
        world.Reconcile();
        world.Gateways = [new GatewayView("g1", 3600, null)];
        world.Now += WokenVersions.DefaultIdle + TimeSpan.FromMinutes(1);
        world.Reconcile();
        world.Deployment("1").ShouldNotBeNull();
        world.Now += WokenVersions.Patience;
        world.Reconcile();
        world.Deployment("1").ShouldBeNull();
    }

    [Fact]
    public void A_model_that_a_person_has_stopped_is_not_woken_by_requests()
    {
        Ask(now: 1);
        world.Reconcile();
        world.Change(spec => spec.Replicas = 0);
        world.Reconcile();
        world.Deployment("1").ShouldBeNull();
    }

    [Fact]
    public void A_version_that_was_given_up_stays_away()
    {
        world.Version("3");
        world.Reconcile();
        world.Model.Metadata.Annotations = new() { [RolloutActions.Annotation] = RolloutActions.Abort };
        world.Reconcile();
        world.Reconcile();
        Ask("3", now: 1);
        world.Reconcile();
        world.Deployment("3").ShouldBeNull();
    }

    [Fact]
    public void Going_back_to_a_woken_version_takes_it_into_the_rollout()
    {
        Ask(now: 1);
        world.Reconcile();
        world.MakeReady("1");
        world.Version("1");
        world.Reconcile();
        world.MakeReady("1");
        world.Reconcile();

        world.ServingVersion.ShouldBe("1");
        (world.Deployment("1")!.Metadata.Annotations ?? []).ShouldNotContainKey(Labels.Woken);
        world.Deployment("1")!.Spec.Replicas.ShouldBe(2);
    }

    [Fact]
    public void An_idle_time_in_the_spec_holds_for_kept_versions_too()
    {
        world.Change(spec => (spec.Replicas, spec.Autoscaling) = (null, new AutoscalingSpec { MinReplicas = 0, MaxReplicas = 4, ScaleToZeroAfter = "20s" }));
        Ask(now: 1);
        world.Reconcile();
        world.Deployment("1").ShouldNotBeNull();
        Ask();
        world.Now += TimeSpan.FromSeconds(24);
        world.Reconcile();
        world.Deployment("1").ShouldBeNull();
    }

    private VersionStatus Row(string version) => world.Status.Versions!.Find(row => row.Version == version)!;

    /// <param name="version">Which version is asked for.</param>
    /// <param name="now">Requests that name it, and wait or are at replicas.</param>
    /// <param name="arrived">Requests that named it and came within the last seconds.</param>
    /// <param name="byShare">Requests that wait for it, and at its replicas, and that came within the last seconds, without naming it: as many of each.</param>
    private void Ask(string version = "1", int now = 0, int arrived = 0, int byShare = 0)
    {
        VersionDemand Demand() => new() { Revision = Row(version).Revision, NamedNow = now, NamedArrivals = arrivals };
        var before = Demand();
        arrivals += arrived;
        var after = Demand() with { Queued = byShare, InFlight = byShare, Arrivals = byShare };
        world.Gateways = [new GatewayView("g1", 3600, Of(after), Of(before))];
    }

    private static ModelDemand Of(VersionDemand version) => new() { Namespace = "vision", Name = "ocr", Versions = [version] };
}
