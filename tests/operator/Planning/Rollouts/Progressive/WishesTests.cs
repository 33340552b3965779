using Slipway.Api;

namespace Slipway.Planning.Tests.Rollouts.Progressive;

public sealed class WishesTests
{
    [Theory]
    [InlineData(RolloutPhase.Stable, "promote", RolloutPhase.Stable, "nothing to promote in phase Stable")]
    [InlineData(RolloutPhase.Baking, "promote", RolloutPhase.ScalingCanary, "the step is cut short")]
    [InlineData(RolloutPhase.Baking, "promote-full", RolloutPhase.ScalingCanary, "the remaining steps are skipped")]
    [InlineData(RolloutPhase.Promoting, "promote-full", RolloutPhase.PostBake, "nothing to promote in phase Promoting")]
    [InlineData(RolloutPhase.Baking, "pause", RolloutPhase.Paused, "paused; promote goes on")]
    [InlineData(RolloutPhase.WaitingForCapacity, "pause", RolloutPhase.ScalingCanary, "nothing to pause in phase WaitingForCapacity")]
    [InlineData(RolloutPhase.Baking, "abort", RolloutPhase.Aborting, "aborted")]
    [InlineData(RolloutPhase.PostBake, "abort", RolloutPhase.Aborting, "aborted")]
    [InlineData(RolloutPhase.Stable, "abort", RolloutPhase.Stable, "nothing to abort in phase Stable")]
    [InlineData(RolloutPhase.Baking, "retry", RolloutPhase.Baking, "nothing to retry: the version of the spec has not been given up")]
    [InlineData(RolloutPhase.Baking, "rollback@v-z", RolloutPhase.Baking, "version v-z is not kept; kept are v-a, v-b")]
    [InlineData(RolloutPhase.Baking, "rollback@v-b", RolloutPhase.Baking, "version v-b is what the spec says; use abort to stop its rollout")]
    [InlineData(RolloutPhase.Baking, "rollback@v-a", RolloutPhase.Superseded, "goes back to version v-a")]
    [InlineData(RolloutPhase.Baking, "hurry", RolloutPhase.Baking, "unknown: hurry; known are promote, promote-full, pause, abort, retry and rollback@<version or revision>")]
    public void A_wish_is_answered_once(RolloutPhase from, string action, RolloutPhase to, string answer)
    {
        var bench = Bench.Serving4();
        if (from != RolloutPhase.Stable)
        {
            bench.Target = "b";
            bench.Until(from);
        }

        bench.Action = action;
        bench.Pass();
        (bench.Phase, bench.Progress.Answer, bench.Progress.Acknowledged).ShouldBe((to, answer, action));
    }

    [Fact]
    public void The_same_word_counts_again_with_another_number_or_after_it_was_taken_away()
    {
        var bench = Bench.Serving4();
        bench.Target = "b";
        bench.Until(RolloutPhase.Baking);
        bench.Action = "promote#1";
        bench.Pass();
        bench.Until(RolloutPhase.Baking).Progress.Step.ShouldBe(1);
        bench.Pass();
        bench.Phase.ShouldBe(RolloutPhase.Baking, "answered already");
        bench.Action = "promote#2";
        bench.Pass();
        bench.Phase.ShouldBe(RolloutPhase.ScalingCanary);
        bench.Progress.Step.ShouldBe(2);

        bench.Action = null;
        bench.Pass().Progress.Acknowledged.ShouldBeNull();
    }

    [Fact]
    public void A_pause_keeps_its_share_and_goes_on_where_it_was()
    {
        var bench = Bench.Serving4();
        bench.Target = "b";
        bench.Until(RolloutPhase.Baking);
        bench.Action = "pause";
        bench.Steps(50);
        (bench.Phase, bench.Progress.PausedBy, bench.Weight("b")).ShouldBe((RolloutPhase.Paused, RolloutPauses.User, 10));

        bench.Action = "promote";
        bench.Pass().Progress.Phase.ShouldBe(RolloutPhase.Baking);
    }

    [Fact]
    public void A_step_that_pauses_waits_for_a_person()
    {
        var bench = Bench.Serving4();
        bench.Policy = bench.Policy with { Steps = [new(10, TimeSpan.FromSeconds(30), Pause: true)] };
        bench.Target = "b";
        bench.Until(RolloutPhase.Paused);
        bench.Steps(50).Phase.ShouldBe(RolloutPhase.Paused);
        bench.Action = "promote";
        bench.Pass();
        bench.Until(RolloutPhase.Stable).Serving.ShouldBe("b");
    }

    [Fact]
    public void A_rollback_serves_what_was_asked_for_until_the_spec_changes_or_someone_retries()
    {
        var bench = Bench.Serving4();
        bench.Target = "b";
        bench.Until(RolloutPhase.Baking).Until(RolloutPhase.Stable);
        bench.Action = "rollback@v-a";
        bench.Steps(40);
        (bench.Phase, bench.Serving, bench.Progress.AbortReason).ShouldBe((RolloutPhase.Aborted, "a", Reasons.RolledBack));
        bench.Of("b").Pods.ShouldBeEmpty();

        bench.Action = "retry";
        bench.Steps(60).Serving.ShouldBe("b");

        bench.Action = "rollback@a";
        bench.Steps(40).Serving.ShouldBe("a");
        bench.Target = "c";
        bench.Until(RolloutPhase.Baking).Progress.Canary.ShouldBe("c");
    }

    [Theory]
    [InlineData(RolloutStrategies.Rolling)]
    [InlineData(RolloutStrategies.Canary)]
    public void An_abort_sticks_to_the_spec_and_a_retry_takes_it_back(string strategy)
    {
        var bench = Bench.Serving4();
        bench.Policy = bench.Policy with { Strategy = strategy, Steps = strategy == RolloutStrategies.Canary ? bench.Policy.Steps : [] };
        (bench.Target, bench.Room) = ("b", 4);
        bench.Steps(4);
        bench.Action = "abort";
        bench.Steps(10);
        (bench.Phase, bench.Progress.Aborted, bench.Of("b").Pods.Count).ShouldBe((RolloutPhase.Aborted, "b", 0));

        (bench.Action, bench.Room) = ("retry", 100);
        bench.Steps(80).Serving.ShouldBe("b");
    }

    [Fact]
    public void Going_full_still_makes_the_replicas_first()
    {
        var bench = Bench.Serving4();
        bench.Target = "b";
        bench.Until(RolloutPhase.Baking);
        bench.Action = "promote-full";
        bench.Pass();
        (bench.Of("b").Replicas, bench.Weight("b")).ShouldBe((4, 10));
        bench.Until(RolloutPhase.PostBake).Of("b").ReadyCount.ShouldBe(4);
    }
}
