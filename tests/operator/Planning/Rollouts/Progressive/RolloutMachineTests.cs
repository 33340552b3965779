using Slipway.Api;
using Slipway.Planning.Rollouts.Capacity;
using Slipway.Planning.Rollouts.Progressive;
using Slipway.Planning.Status.Diagnosis;

namespace Slipway.Planning.Tests.Rollouts.Progressive;

/// <summary>One case for each row of the machine's table, and for each phase.</summary>
public sealed class RolloutMachineTests
{
    [Fact]
    public void A_canary_goes_through_all_its_phases_and_keeps_the_old_version_whole_until_the_end()
    {
        var bench = Bench.Serving4();
        bench.Target = "b";
        var story = new List<string>();
        for (var pass = 0; pass < 120 && !(bench.Phase == RolloutPhase.Stable && pass > 0); pass++)
        {
            bench.Step();
            var line = $"{bench.Phase} {bench.Weight("b")} % on {bench.Of("b").Replicas}, a has {bench.Of("a").Replicas}";
            if (story.LastOrDefault() != line)
                story.Add(line);
        }

        story.ShouldBe([
            "WaitingForCapacity 0 % on 0, a has 4",
            "ScalingCanary 0 % on 1, a has 4",
            "Warmup 0 % on 1, a has 4",
            "Shifting 10 % on 1, a has 4",
            "Baking 10 % on 1, a has 4",
            "Analyzing 10 % on 1, a has 4",
            "ScalingCanary 10 % on 2, a has 4",
            "Warmup 10 % on 2, a has 4",
            "Shifting 50 % on 2, a has 4",
            "Baking 50 % on 2, a has 4",
            "Analyzing 50 % on 2, a has 4",
            "ScalingCanary 50 % on 4, a has 4",
            "Warmup 50 % on 4, a has 4",
            "Promoting 100 % on 4, a has 4",
            "PostBake 100 % on 4, a has 4",
            "Stable 100 % on 4, a has 0",
        ]);
        bench.Serving.ShouldBe("b");
        bench.Progress.Proven.ShouldBe(["b", "a"]);
    }

    [Fact]
    public void BlueGreen_works_without_a_gateway_by_the_Service_alone()
    {
        var bench = Bench.Serving4();
        bench.GatewayInstalled = false;
        bench.Gateways.Clear();
        bench.Policy = new RolloutPolicy { Strategy = RolloutStrategies.BlueGreen };
        bench.Target = "b";
        bench.Until(RolloutPhase.Warmup);
        bench.Serving.ShouldBe("a");
        bench.Until(RolloutPhase.PostBake);
        bench.Serving.ShouldBe("b");
        bench.Of("a").ReadyCount.ShouldBe(4);
        bench.Until(RolloutPhase.Stable);
        bench.Of("a").Pods.ShouldBeEmpty();
    }

    [Fact]
    public void Recreate_starts_the_new_version_only_when_the_old_one_is_gone()
    {
        var bench = Bench.Serving4();
        bench.Policy = new RolloutPolicy { Strategy = RolloutStrategies.Recreate };
        bench.Target = "b";
        bench.Until(RolloutPhase.ScalingCanary);
        for (var pass = 0; pass < 40 && bench.Phase != RolloutPhase.Stable; pass++)
        {
            (bench.Of("a").Pods.Count == 0 || bench.Of("b").Pods.Count == 0).ShouldBeTrue($"{bench.Phase}");
            bench.Step();
        }

        bench.Phase.ShouldBe(RolloutPhase.Stable);
        bench.Serving.ShouldBe("b");
    }

    [Fact]
    public void A_share_is_judged_only_when_every_gateway_routes_by_it()
    {
        var bench = Bench.Serving4();
        bench.Gateways.Add(new BenchGateway("g2"));
        bench.Acknowledge();
        bench.Target = "b";
        bench.Until(RolloutPhase.Warmup);
        bench.Pass();
        bench.Gateways[0].Follow(bench.Traffic);
        bench.Pass();
        bench.Phase.ShouldBe(RolloutPhase.Shifting);
        bench.Progress.BlockedBy.ShouldBe("gateway g2 does not route by the new shares yet");

        bench.Gateways[1].Follow(bench.Traffic);
        bench.Gateways[1].IsKnown = false;
        bench.Pass().Progress.Phase.ShouldBe(RolloutPhase.Shifting, "what is not known is not acknowledged");
        bench.Gateways[1].IsKnown = true;
        bench.Pass().Progress.Phase.ShouldBe(RolloutPhase.Baking);
    }

    [Fact]
    public void Nothing_moves_while_there_is_no_room_and_the_deadline_gives_up()
    {
        var bench = Bench.Serving4();
        bench.Capacity = new CapacityDecision(CapacityKind.Wait, "4 more replicas are needed and there is room for 0");
        bench.Target = "b";
        bench.Steps(10);
        bench.Phase.ShouldBe(RolloutPhase.WaitingForCapacity);
        bench.Progress.BlockedBy.ShouldBe("4 more replicas are needed and there is room for 0");
        bench.Of("b").Replicas.ShouldBe(0);

        bench.Now += TimeSpan.FromMinutes(30);
        bench.Until(RolloutPhase.Aborted);
        (bench.Progress.Aborted, bench.Progress.AbortReason).ShouldBe(("b", Reasons.CapacityDeadlineExceeded));
        bench.Steps(20).Phase.ShouldBe(RolloutPhase.Aborted, "it is not tried again");
        bench.Of("a").ReadyCount.ShouldBe(4);
    }

    [Fact]
    public void Full_nodes_are_no_obstacle_when_one_replica_makes_way_at_a_time()
    {
        var bench = Bench.Serving4();
        (bench.Room, bench.Load) = (4, 2);
        bench.Capacity = new CapacityDecision(CapacityKind.Replace, "no room");
        bench.Target = "b";
        for (var pass = 0; pass < 200 && !(bench.Phase == RolloutPhase.Stable && pass > 0); pass++)
        {
            var ready = bench.Of("a").ReadyCount + bench.Of("b").ReadyCount;
            ready.ShouldBeGreaterThanOrEqualTo(3, $"{bench.Phase}: never two replicas down at once");
            (bench.Of("a").Replicas + bench.Of("b").Replicas).ShouldBeLessThanOrEqualTo(4, $"{bench.Phase}");
            bench.Step();
        }

        bench.Phase.ShouldBe(RolloutPhase.Stable);
        bench.Of("b").ReadyCount.ShouldBe(4);
    }

    [Fact]
    public void No_replica_makes_way_while_the_others_could_not_carry_its_work()
    {
        var bench = Bench.Serving4();
        bench.Room = 4;
        bench.Capacity = new CapacityDecision(CapacityKind.Replace, "no room");
        bench.Target = "b";
        bench.Until(RolloutPhase.ScalingCanary);
        bench.Of("a").Pods[0].IsReady = false;
        bench.Of("b").Pods.Clear();
        bench.Of("b").Replicas = 0;
        bench.Of("a").Keep(new("a", 4, true, null));
        bench.Pass();

        bench.Of("a").Replicas.ShouldBe(4);
        bench.Progress.BlockedBy!.ShouldContain("would be left for the work of");
    }

    [Theory]
    [InlineData(RolloutPhase.WaitingForCapacity)]
    [InlineData(RolloutPhase.ScalingCanary)]
    [InlineData(RolloutPhase.Warmup)]
    [InlineData(RolloutPhase.Shifting)]
    [InlineData(RolloutPhase.Baking)]
    [InlineData(RolloutPhase.Promoting)]
    [InlineData(RolloutPhase.PostBake)]
    public void Row_16_a_spec_that_goes_back_returns_at_once_and_skips_all_steps(RolloutPhase phase)
    {
        var bench = Bench.Serving4();
        bench.Target = "b";
        bench.Until(phase);
        bench.Target = "a";
        bench.Steps(3);

        bench.Phase.ShouldBe(RolloutPhase.Stable);
        (bench.Weight("a"), bench.Serving).ShouldBe((100, "a"));
        bench.Steps(20).Of("b").Pods.ShouldBeEmpty();
    }

    [Fact]
    public void Row_15_another_spec_abandons_the_unfinished_version_and_the_way_back_stays()
    {
        var bench = Bench.Serving4();
        bench.Target = "b";
        bench.Until(RolloutPhase.Baking);
        bench.Target = "c";
        bench.Pass();
        bench.Phase.ShouldBe(RolloutPhase.Superseded);
        bench.Until(RolloutPhase.WaitingForCapacity);

        (bench.Progress.Stable, bench.Progress.Canary).ShouldBe(("a", "c"));
        bench.Of("b").Pods.ShouldBeEmpty();
        bench.Progress.Proven.ShouldBe(["a"]);
    }

    [Fact]
    public void A_version_that_has_proved_itself_comes_back_without_steps()
    {
        var bench = Bench.Serving4();
        bench.Target = "b";
        bench.Until(RolloutPhase.WaitingForCapacity).Until(RolloutPhase.Stable);
        bench.Target = "a";
        var phases = new List<RolloutPhase>();
        for (var pass = 0; pass < 30; pass++)
        {
            bench.Step();
            if (!phases.Contains(bench.Phase))
                phases.Add(bench.Phase);
        }

        phases.ShouldBe([RolloutPhase.WaitingForCapacity, RolloutPhase.ScalingCanary, RolloutPhase.Warmup, RolloutPhase.Promoting, RolloutPhase.PostBake, RolloutPhase.Stable]);
    }

    [Fact]
    public void A_canary_that_fails_hard_gets_nothing_from_the_next_pass_on()
    {
        var bench = Bench.Serving4();
        bench.Target = "b";
        bench.Until(RolloutPhase.Baking);
        bench.Count("b", good: 10, bad: 10);
        bench.Pass();
        bench.Pass();

        (bench.Phase, bench.Weight("b")).ShouldBe((RolloutPhase.Aborting, 0));
        bench.Progress.AbortMessage.ShouldBe("50 % of its last 20 requests failed");
        bench.Until(RolloutPhase.Aborted).Of("b").Pods.ShouldBeEmpty();
    }

    [Fact]
    public void A_canary_that_loses_all_its_replicas_gets_nothing_and_is_not_given_up_before_the_deadline()
    {
        var bench = Bench.Serving4();
        bench.Target = "b";
        bench.Until(RolloutPhase.Baking);
        foreach (var pod in bench.Of("b").Pods)
            pod.IsReady = false;
        bench.Pass();
        (bench.Phase, bench.Weight("b")).ShouldBe((RolloutPhase.ScalingCanary, 0));
        bench.Until(RolloutPhase.Baking).Weight("b").ShouldBe(10);

        foreach (var pod in bench.Of("b").Pods)
            (pod.IsReady, pod.Since) = (false, bench.Now);
        bench.Pass();
        bench.Now += TimeSpan.FromMinutes(10);
        bench.Pass();
        bench.Progress.AbortReason.ShouldBe(Reasons.ProgressDeadlineExceeded);
    }

    [Fact]
    public void A_failure_that_nobody_waits_out_ends_it_with_its_own_reason()
    {
        var bench = Bench.Serving4();
        bench.Target = "b";
        bench.Until(RolloutPhase.ScalingCanary);
        bench.Of("b").Pods[0].IsReady = false;
        bench.CanaryFailure = new Finding(RuntimeReasons.ModelLoadFailed, "the model cannot be loaded", Outcome.Stalled);
        bench.Pass();

        (bench.Phase, bench.Progress.AbortReason).ShouldBe((RolloutPhase.Aborting, RuntimeReasons.ModelLoadFailed));
    }

    [Fact]
    public void Three_restarts_end_it()
    {
        var bench = Bench.Serving4();
        bench.Target = "b";
        bench.Until(RolloutPhase.Baking);
        bench.Of("b").Restarts = 3;
        bench.Pass();

        (bench.Phase, bench.Progress.AbortReason).ShouldBe((RolloutPhase.Aborting, Reasons.CrashLooping));
    }

    [Fact]
    public void Row_31_another_signature_is_refused_before_any_request_unless_it_is_allowed()
    {
        var bench = Bench.Serving4();
        bench.Differences = ["input x is FP32 [1,4] instead of FP32 [1,3]"];
        bench.Target = "b";
        bench.Until(RolloutPhase.Aborted);
        (bench.Progress.AbortReason, bench.Gateways[0].View(bench.Now).Now!.Versions.Count).ShouldBe((Reasons.SignatureMismatch, 0));
        bench.Progress.AbortMessage!.ShouldContain("input x is FP32 [1,4] instead of FP32 [1,3]");

        (bench.AllowsDifferences, bench.Action) = (true, RolloutActions.Retry);
        bench.Until(RolloutPhase.Baking);
    }

    [Fact]
    public void A_deadline_that_waits_says_so_and_goes_on_by_itself()
    {
        var bench = Bench.Serving4();
        bench.Policy = bench.Policy with { AbortAtDeadline = false };
        bench.Room = 4;
        bench.Target = "b";
        bench.Until(RolloutPhase.ScalingCanary);
        bench.Now += TimeSpan.FromMinutes(31);
        bench.Pass();
        (bench.Phase, bench.Progress.Overdue).ShouldBe((RolloutPhase.ScalingCanary, Reasons.CapacityDeadlineExceeded));

        bench.Room = 100;
        bench.Until(RolloutPhase.Baking).Progress.Overdue.ShouldBeNull();
    }

    [Fact]
    public void No_replicas_stop_a_rollout_and_it_begins_anew_when_some_are_wanted()
    {
        var bench = Bench.Serving4();
        bench.Target = "b";
        bench.Until(RolloutPhase.Baking);
        bench.Wanted = 0;
        bench.Steps(4);
        (bench.Phase, bench.Of("a").Replicas, bench.Of("b").Replicas).ShouldBe((RolloutPhase.WaitingForCapacity, 0, 0));

        bench.Wanted = 2;
        bench.Until(RolloutPhase.Baking).Until(RolloutPhase.Stable).Of("b").ReadyCount.ShouldBe(2);
    }

    [Fact]
    public void Row_17_another_scale_during_a_rollout_is_honoured_upwards_at_once_and_downwards_at_the_end()
    {
        var bench = Bench.Serving4();
        bench.Target = "b";
        bench.Until(RolloutPhase.Baking);
        bench.Wanted = 6;
        bench.Step();
        bench.Of("a").Replicas.ShouldBe(6);
        bench.Wanted = 2;
        bench.Step();
        bench.Of("a").Replicas.ShouldBe(6);
        bench.Until(RolloutPhase.Stable).Of("b").Replicas.ShouldBe(2);
    }
}
