using Slipway.Api;
using Slipway.Planning.Autoscaling;
using Slipway.Planning.Revisions;
using Slipway.Planning.Tests.Support;

namespace Slipway.Planning.Tests.Autoscaling;

/// <summary>What planning does with what the autoscaler has decided.</summary>
public sealed class ScaledModelTests
{
    private readonly World world = new();

    public ScaledModelTests()
    {
        world.Settings = world.Settings with { GatewayInstalled = true };
        world.Change(spec => spec.Autoscaling = new AutoscalingSpec { MinReplicas = 0, MaxReplicas = 8 });
    }

    [Fact]
    public void The_first_replica_comes_before_anything_is_decided()
    {
        world.Reconcile();

        world.Deployment("1")!.Spec.Replicas.ShouldBe(1);
    }

    [Fact]
    public void Replicas_follow_the_decision()
    {
        Serve();
        Decide(3);

        world.Reconcile();

        world.Deployment("1")!.Spec.Replicas.ShouldBe(3);
        world.LastPlan.Events.Single().Message.ShouldBe("Version 1 goes from 1 to 3 replicas: need 3: 9 busy at 1 s, cold start 38 s.");
        world.Status.Scaling!.Target.ShouldBe(3);
        world.Status.Versions![0].Concurrency.ShouldBe(4);
    }

    [Fact]
    public void Without_a_decision_what_is_stays()
    {
        Serve();
        Decide(3);
        world.Reconcile();
        world.Scale = null;

        world.Reconcile();

        world.Deployment("1")!.Spec.Replicas.ShouldBe(3);
        world.Status.Scaling!.Target.ShouldBe(3);
    }

    [Fact]
    public void A_further_replica_on_its_way_does_not_make_the_model_unready()
    {
        Serve();
        Decide(3);

        world.Reconcile();
        world.Reconcile();

        world.Condition("Ready").Status.ShouldBe("True");
        world.Condition("CapacityLimited").Status.ShouldBe("False");
    }

    [Fact]
    public void None_while_nobody_asks_is_ready_and_not_available()
    {
        Serve();
        Decide(0);

        world.Reconcile();
        world.Reconcile();

        world.Deployment("1")!.Spec.Replicas.ShouldBe(0);
        (world.Condition("Ready").Status, world.Condition("Ready").Reason).ShouldBe(("True", "ScaledToZero"));
        world.Condition("Available").Status.ShouldBe("False");
    }

    [Fact]
    public void A_limit_is_a_condition()
    {
        Serve();
        Decide(3);
        world.Scale = world.Scale! with { Limit = new CapacityLimit(Reasons.WaitingForGpu, "A replica waits for a node with a free GPU.") };

        world.Reconcile();

        (world.Condition("CapacityLimited").Status, world.Condition("CapacityLimited").Reason).ShouldBe(("True", "WaitingForGPU"));
    }

    [Fact]
    public void A_new_version_comes_up_as_large_as_the_one_that_serves()
    {
        Serve();
        Decide(3);
        world.Reconcile();
        world.MakeReady("1");
        world.Version("2");

        world.Reconcile();

        world.Deployment("2")!.Spec.Replicas.ShouldBe(3);
        world.Deployment("1")!.Spec.Replicas.ShouldBe(3);
    }

    [Fact]
    public void How_a_model_is_scaled_is_no_part_of_its_revision()
    {
        var before = RevisionHash.Of(world.Model.Spec);
        world.Change(spec => spec.Autoscaling = null);

        RevisionHash.Of(world.Model.Spec).ShouldBe(before);
    }

    [Fact]
    public void Someone_elses_scale_is_left_to_them()
    {
        world.Change(spec => (spec.Autoscaling, spec.Replicas) = (new AutoscalingSpec { Class = AutoscalingClasses.External }, 5));
        Serve();
        Decide(2);

        world.Reconcile();

        world.Deployment("1")!.Spec.Replicas.ShouldBe(5);
        world.Status.Scaling.ShouldBeNull();
        world.Status.Conditions!.ShouldNotContain(condition => condition.Type == "CapacityLimited");
    }

    [Fact]
    public void Without_a_gateway_it_is_refused()
    {
        world.Settings = world.Settings with { GatewayInstalled = false };

        world.Reconcile();

        world.Condition("Stalled").Message.ShouldStartWith("spec.autoscaling of class Slipway needs the gateway");
        world.Deployments.ShouldBeEmpty();
    }

    private void Serve()
    {
        world.Reconcile();
        world.MakeReady("1");
        world.Reconcile();
        world.Reconcile();
    }

    private void Decide(int replicas)
    {
        var revision = Labels.RevisionOf(world.Deployments[0])!;
        world.Scale = new ModelScale
        {
            Replicas = new Dictionary<string, int> { [revision] = replicas },
            Concurrency = new Dictionary<string, int> { [revision] = 4 },
            Status = new ScalingStatus { Need = replicas, Target = replicas, Reasons = [$"need {replicas}: 9 busy at 1 s, cold start 38 s"] },
        };
    }
}
