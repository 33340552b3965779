using Slipway.Api;
using Slipway.Planning.Tests.Support;

namespace Slipway.Planning.Tests.Status;

public sealed class DeadlineTests
{
    private const string NoGpu = "0/1 nodes are available: 1 Insufficient nvidia.com/gpu.";

    [Fact]
    public void Waiting_for_a_GPU_stalls_at_the_deadline_and_recovers_by_itself()
    {
        var world = new World().Settled("1");
        world.Reports[world.Pods[0].Metadata.Uid!] = Reported.Ready();
        world.Version("2");
        world.Reconcile();
        PodStates.Unschedulable(world.PodsOf("2")[0], NoGpu, world.Now);
        world.Reconcile().RequeueAfter.ShouldBe(TimeSpan.FromMinutes(10));
        world.Condition(ConditionTypes.Stalled).Status.ShouldBe("False");

        world.Now += TimeSpan.FromMinutes(10);
        world.Reconcile().Events.Select(happened => happened.Reason).ShouldBe([Reasons.ProgressDeadlineExceeded]);
        world.Condition(ConditionTypes.Stalled).Reason.ShouldBe(Reasons.ProgressDeadlineExceeded);
        world.Condition(ConditionTypes.Stalled).Message.ShouldContain(NoGpu);
        world.Condition(ConditionTypes.Ready).Reason.ShouldBe(Reasons.WaitingForGpu);
        world.ServingVersion.ShouldBe("1");
        world.LastPlan.RequeueAfter.ShouldBeNull();

        world.MakeReady("2");
        world.Reconcile();
        world.Condition(ConditionTypes.Stalled).Status.ShouldBe("False");
        world.ServingVersion.ShouldBe("2");
    }

    [Fact]
    public void The_deadline_counts_from_when_a_replica_was_scheduled()
    {
        var world = new World();
        world.Reconcile();
        world.Now += TimeSpan.FromMinutes(9);
        PodStates.Running(world.Pods[0], world.Now);
        world.Now += TimeSpan.FromMinutes(9);
        world.Reconcile();
        world.Condition(ConditionTypes.Stalled).Status.ShouldBe("False");

        world.Now += TimeSpan.FromMinutes(1);
        world.Reconcile();
        world.Condition(ConditionTypes.Stalled).Status.ShouldBe("True");
    }

    [Fact]
    public void Growing_an_old_model_does_not_stall_at_once()
    {
        var world = new World().Settled("1");
        world.Now += TimeSpan.FromDays(3);
        world.Change(spec => spec.Replicas = 2);
        world.Reconcile();
        world.Reconcile();

        world.Condition(ConditionTypes.Stalled).Status.ShouldBe("False");
        world.Condition(ConditionTypes.Reconciling).Status.ShouldBe("True");
    }

    [Fact]
    public void The_time_of_a_condition_moves_only_when_its_status_flips()
    {
        var world = new World();
        world.Reconcile();
        var since = world.Condition(ConditionTypes.Ready).LastTransitionTime;
        world.Now += TimeSpan.FromMinutes(1);
        PodStates.Unschedulable(world.Pods[0], NoGpu, world.Now);
        world.Reconcile();
        world.Condition(ConditionTypes.Ready).Reason.ShouldBe(Reasons.WaitingForGpu);
        world.Condition(ConditionTypes.Ready).LastTransitionTime.ShouldBe(since);

        world.MakeReady("1");
        world.Reconcile();
        world.Condition(ConditionTypes.Ready).LastTransitionTime.ShouldBe(world.Now);
    }
}
