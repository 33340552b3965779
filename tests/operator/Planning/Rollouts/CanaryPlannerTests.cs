using Slipway.Api;
using Slipway.Api.Demand;
using Slipway.Kubernetes.Events;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Resources;
using Slipway.Planning.Rollouts.Analysis;
using Slipway.Planning.Runtime;
using Slipway.Planning.Tests.Support;

namespace Slipway.Planning.Tests.Rollouts;

/// <summary>A canary from the outside: what is applied, what the status says, and what people are told.</summary>
public sealed class CanaryPlannerTests
{
    private readonly World world = new();

    public CanaryPlannerTests()
    {
        world.Settings = world.Settings with { GatewayInstalled = true };
        world.Change(spec => spec.Rollout = new RolloutSpec
        {
            Strategy = RolloutStrategies.Canary,
            Steps = [new() { Weight = 25, Bake = "30s" }],
            ScaleDownDelay = "30s",
        });
        world.Settled("1", replicas: 2);
        world.Follow();
    }

    [Fact]
    public void The_first_version_needs_no_steps()
    {
        world.ServingVersion.ShouldBe("1");
        world.Condition(ConditionTypes.Ready).Status.ShouldBe("True");
        world.Status.Rollout!.Phase.ShouldBe("Stable");
    }

    [Fact]
    public void The_whole_story_is_told_and_ends_with_the_new_version()
    {
        world.Version("2");
        var reasons = new List<string>();
        for (var pass = 0; pass < 40; pass++)
        {
            world.Now += TimeSpan.FromSeconds(5);
            world.Reconcile();
            reasons.AddRange(world.LastPlan.Events.Select(happened => happened.Reason));
            world.MakeReady("2");
            Report("2");
            world.Follow();
        }

        world.ServingVersion.ShouldBe("2");
        world.Deployments.Count.ShouldBe(1);
        world.Condition(ConditionTypes.Ready).Status.ShouldBe("True");
        world.Status.Conditions!.ShouldNotContain(condition => condition.Type == ConditionTypes.Paused);
        reasons.Where(reason => reason.StartsWith("Rollout", StringComparison.Ordinal)).Distinct()
            .ShouldBe([EventReasons.RolloutStarted, EventReasons.RolloutProgressed, EventReasons.RolloutCompleted]);
        reasons.ShouldContain(EventReasons.TrafficMoved);
        reasons.ShouldContain(EventReasons.VersionRetired);
        world.Plan().Events.ShouldBeEmpty();
        world.Plan().RequeueAfter.ShouldBeNull();
    }

    [Fact]
    public void During_a_step_both_versions_have_their_share_and_the_status_says_so()
    {
        RollTo("Baking");

        world.Status.Traffic!.Select(target => (Name(target.Revision), target.Weight)).ShouldBe([("1", 75), ("2", 25)]);
        world.ServingVersion.ShouldBe("1");
        Row("2").Phase.ShouldBe(nameof(VersionPhase.Canary));
        (Row("1").Weight, Row("2").Weight, world.Status.Rollout!.Weight).ShouldBe((75, 25, 25));
        (Deployment("1").Spec.Replicas, Deployment("2").Spec.Replicas).ShouldBe((2, 1));
        world.Condition(ConditionTypes.Ready).Message.ShouldBe("Version 2: step 1 of 1, 25 % of the requests, for 30s. Version 1 keeps serving.");
        Kstatus().ShouldBe("InProgress");
        world.Condition(ConditionTypes.Paused).Status.ShouldBe("False");
        DeploymentBuilder.HasServed(Deployment("2")).ShouldBeFalse("a few requests prove nothing");
    }

    [Fact]
    public void Going_back_in_the_spec_gives_everything_to_the_old_version_at_once()
    {
        RollTo("Baking");
        world.Version("1");
        world.Reconcile();
        world.Status.Traffic.ShouldNotBeNull().First().Weight.ShouldBe(100 - 25, "a pass decides one thing");
        world.Reconcile();
        world.Status.Traffic!.ShouldHaveSingleItem().Weight.ShouldBe(100);
        world.Follow();
        world.Reconcile();
        world.Reconcile();

        world.Deployment("2").ShouldBeNull();
        Kstatus().ShouldBe("Current");
    }

    [Fact]
    public void A_version_that_fails_is_given_up_for_good_and_the_spec_is_not_touched()
    {
        RollTo("Baking");
        world.Gateways = [Gateway(failures: 30)];
        Advance(6);

        world.Condition(ConditionTypes.Stalled).Reason.ShouldBe(Reasons.VersionFailing);
        world.Condition(ConditionTypes.Stalled).Message.ShouldContain("slipway rollout retry");
        world.Condition(ConditionTypes.Ready).Message.ShouldContain("Version 1 keeps serving.");
        world.Condition(ConditionTypes.Available).Status.ShouldBe("True");
        Kstatus().ShouldBe("Failed");
        Row("2").Phase.ShouldBe(nameof(VersionPhase.Failed));
        world.Deployment("2").ShouldBeNull();
        world.Model.Spec.Model.Version.ShouldBe("2");
        Advance(5);
        world.LastPlan.Events.ShouldBeEmpty();
        world.LastPlan.RequeueAfter.ShouldBeNull("nothing happens before someone acts");

        world.Model.Metadata.Annotations = new() { [RolloutActions.Annotation] = RolloutActions.Retry };
        world.Gateways = [];
        world.Reconcile();
        world.LastPlan.Events.ShouldContain(happened => happened.Reason == EventReasons.RolloutAction && happened.Message == "retry: tried again.");
        RollTo("Baking");
    }

    [Fact]
    public void An_abort_is_a_warning_with_its_cause()
    {
        RollTo("Baking");
        world.Gateways = [Gateway(failures: 30)];
        world.Reconcile();

        var told = world.LastPlan.Events.Single(happened => happened.Reason == EventReasons.RolloutAborted);
        (told.Type, told.Message).ShouldBe((EventType.Warning, "Version 2: given up: VersionFailing: 100 % of its last 30 requests failed."));
    }

    [Fact]
    public void Another_signature_is_found_by_asking_both_versions_runtimes()
    {
        world.Version("2");
        world.Reconcile();
        world.Reconcile();
        world.MakeReady("2");
        PodStates.Running(world.PodsOf("2")[0], world.Now);
        world.MakeReady("2");
        world.Reconcile();
        world.LastPlan.ReadStatusOf.Select(pod => pod.Metadata.Labels!["app.kubernetes.io/version"]).Distinct().Order().ShouldBe(["1", "2"]);

        Report("1");
        Report("2", datatype: "FP16");
        Advance(4, isGood: false);
        world.Condition(ConditionTypes.Stalled).Reason.ShouldBe(Reasons.SignatureMismatch);
        world.Condition(ConditionTypes.Stalled).Message.ShouldContain("input x is FP16 [?,3] instead of FP32 [?,3]");
        world.Status.Traffic!.ShouldHaveSingleItem().Weight.ShouldBe(100);
    }

    [Fact]
    public void A_pause_can_be_waited_for()
    {
        RollTo("Baking");
        world.Model.Metadata.Annotations = new() { [RolloutActions.Annotation] = RolloutActions.Pause };
        world.Reconcile();

        (world.Condition(ConditionTypes.Paused).Status, world.Condition(ConditionTypes.Paused).Reason).ShouldBe(("True", RolloutPauses.User));
        world.Condition(ConditionTypes.Ready).Reason.ShouldBe(Reasons.RolloutPaused);
        Kstatus().ShouldBe("InProgress");
        world.Status.Rollout!.Acknowledged.ShouldBe("pause");
    }

    [Theory]
    [InlineData("""strategy Canary""")]
    [InlineData("""headerRoute""")]
    [InlineData("""analysis""")]
    public void What_needs_the_gateway_is_refused_without_one(string field)
    {
        world.Settings = world.Settings with { GatewayInstalled = false };
        world.Change(spec => spec.Rollout = field switch
        {
            "headerRoute" => new() { Strategy = RolloutStrategies.BlueGreen, HeaderRoute = new() { Name = "x", Value = "y" } },
            "analysis" => new() { Strategy = RolloutStrategies.BlueGreen, Analysis = new() { Metrics = [new() { Name = "ErrorRate", Max = "1%" }] } },
            _ => new() { Strategy = RolloutStrategies.Canary },
        });
        world.Reconcile();

        world.Condition(ConditionTypes.Stalled).Reason.ShouldBe(Reasons.InvalidSpec);
        world.Condition(ConditionTypes.Stalled).Message.ShouldStartWith($"spec.rollout.{field} needs the gateway");
        world.Status.Rollout.ShouldNotBeNull("a refusal forgets nothing");
        world.ServingVersion.ShouldBe("1");
    }

    [Fact]
    public void Copies_of_requests_are_refused_where_no_gateway_makes_them()
    {
        world.Settings = world.Settings with { GatewayInstalled = false };
        world.Change(spec => spec.Rollout = new() { Strategy = RolloutStrategies.BlueGreen, Shadow = new() { Percent = 5 } });
        world.Reconcile();

        world.Condition(ConditionTypes.Stalled).Reason.ShouldBe(Reasons.InvalidSpec);
        world.Condition(ConditionTypes.Stalled).Message.ShouldStartWith("spec.rollout.shadow needs the gateway");
        world.ServingVersion.ShouldBe("1");

        world.Settings = world.Settings with { GatewayInstalled = true };
        world.Reconcile();
        world.Status.Conditions!.ShouldNotContain(condition => condition.Reason == Reasons.InvalidSpec);
    }

    [Fact]
    public void A_query_is_refused_while_nobody_can_answer_it()
    {
        world.Change(spec => spec.Rollout!.Analysis = new() { Metrics = [new() { Name = "queue", Query = "max(depth)", Max = "2" }] });
        world.Reconcile();
        world.Condition(ConditionTypes.Stalled).Message.ShouldContain("a query needs a Prometheus server");

        world.Settings = world.Settings with { MetricsServerConfigured = true };
        world.Reconcile();
        world.Condition(ConditionTypes.Ready).Status.ShouldBe("True");
    }

    private void RollTo(string phase)
    {
        if (world.Model.Spec.Model.Version == "1")
            world.Version("2");
        for (var pass = 0; world.Status.Rollout!.Phase != phase; pass++)
        {
            pass.ShouldBeLessThan(30, world.Status.Rollout.Phase);
            Advance(1);
        }
    }

    private void Advance(int passes, bool isGood = true)
    {
        for (var pass = 0; pass < passes; pass++)
        {
            world.Now += TimeSpan.FromSeconds(2);
            world.Reconcile();
            world.MakeReady("2");
            if (isGood)
                Report("2");
            world.Follow();
        }
    }

    /// <summary>What kstatus (sigs.k8s.io/cli-utils) makes of the conditions.</summary>
    private string Kstatus() => world.Condition(ConditionTypes.Stalled).Status == "True" ? "Failed"
        : world.Condition(ConditionTypes.Reconciling).Status == "True" || world.Condition(ConditionTypes.Ready).Status != "True" ? "InProgress"
        : "Current";

    private void Report(string version, string datatype = "FP32")
    {
        foreach (var pod in world.PodsOf(version).Concat(world.PodsOf("1")))
        {
            var type = pod.Metadata.Labels!["app.kubernetes.io/version"] == version ? datatype : "FP32";
            world.Reports[pod.Metadata.Uid!] = Reported.Ready() with { Signature = new RuntimeSignature([new RuntimeTensor("x", type, [-1, 3])], []) };
        }
    }

    private GatewayView Gateway(long failures)
    {
        var traffic = world.Status.Traffic!.Select(target => new RoutedShare(target.Revision, target.Weight ?? 0)).ToList();
        ModelDemand Model(long count) => new()
        {
            Namespace = "vision",
            Name = "ocr",
            Traffic = traffic,
            Versions = [new VersionDemand { Revision = Row("2").Revision, Failures = count }],
        };
        return new GatewayView("g1", 3600, Model(failures), Model(0));
    }

    private V1Deployment Deployment(string version) => world.Deployment(version)!;

    private VersionStatus Row(string version) => world.Status.Versions!.Find(row => row.Version == version)!;

    private string Name(string revision) => world.Status.Versions!.Find(row => row.Revision == revision)!.Version!;
}
