using Slipway.Planning.Autoscaling;

namespace Slipway.Planning.Tests.Autoscaling;

public sealed class AutoscalerTests
{
    [Theory]
    [InlineData(0.1, 1)]
    [InlineData(3, 2)]
    [InlineData(10, 3)]
    [InlineData(26, 7)]
    [InlineData(100, 26)]
    public void Need_is_the_load_and_some_room_for_chance(double slots, int replicas)
    {
        var bench = new ScalerBench { Demand = ScalerBench.Load(slots) };

        bench.Step().Target.ShouldBe(replicas);
    }

    [Fact]
    public void Longer_requests_get_more_room_for_chance()
    {
        var brief = new ScalerBench { Demand = ScalerBench.Load(30, seconds: 0.5) };
        var lengthy = new ScalerBench { Demand = ScalerBench.Load(30, seconds: 8) };

        lengthy.Step().Target.ShouldBeGreaterThan(brief.Step().Target);
    }

    // What ends first is what was brief.
    [Fact]
    public void While_requests_wait_long_ones_count_before_they_end()
    {
        var ended = ScalerBench.Load(20, seconds: 1, queued: 20, oldest: 5) with { RateShort = 6, RateLong = 6, BusyShort = 20, BusyLong = 20 };
        var bench = new ScalerBench { Demand = ended with { CompletedLong = 2 } }.With(ready: 5);

        bench.Step().Reasons[0].ShouldContain("queued at 10 s");
        bench.Demand = ended with { CompletedLong = 2, Queued = 0, OldestQueuedSeconds = 0 };
        bench.Step();
        bench.Last.Facts.ServiceSeconds.ShouldBe(1);
    }

    [Fact]
    public void A_jump_is_answered_within_five_seconds_of_it()
    {
        var bench = new ScalerBench { Demand = ScalerBench.Load(4) }.With(ready: 2);
        bench.Run(60);
        // Five seconds of 40 a second after a minute of 4.
        bench.Demand = ScalerBench.Load(4) with { RateNow = 40, RateShort = 16, RateLong = 7, BusyShort = 6 };

        bench.Step().Target.ShouldBeGreaterThanOrEqualTo(10);
    }

    [Fact]
    public void A_queue_adds_replicas_that_work_it_off_soon_after_they_are_ready()
    {
        var bench = new ScalerBench { Demand = ScalerBench.Load(20, queued: 200, oldest: 10) }.With(ready: 5);

        bench.Step().Target.ShouldBeGreaterThanOrEqualTo(10);
        bench.Last.Reasons.ShouldContain("more than the load needs, to catch up with the queue");
        bench.Last.Reasons[0].ShouldBe($"need {bench.Last.Need}: 20 busy + 200 queued at 1 s, cold start 60 s");
    }

    [Fact]
    public void A_queue_that_is_gone_before_a_new_replica_would_be_ready_adds_none()
    {
        var bench = new ScalerBench { Demand = ScalerBench.Load(20, queued: 200, oldest: 1) }.With(ready: 8);

        bench.Step().Target.ShouldBe(8);
    }

    [Fact]
    public void A_steady_rise_is_met_before_it_comes()
    {
        var bench = new ScalerBench { StartUp = TimeSpan.FromSeconds(300) }.With(ready: 5);
        bench.Policy = bench.Policy with { PriorStartUp = TimeSpan.FromSeconds(300) };
        for (var second = 0; second < 600; second++)
        {
            bench.Demand = ScalerBench.Load(10 + (second / 30.0));
            bench.Step();
        }

        bench.Last.Reasons.ShouldContain("the load rises steadily");
        // 30 slots now, 40 in five minutes.
        bench.Last.Need.ShouldBeGreaterThanOrEqualTo(11);
    }

    [Fact]
    public void A_step_is_not_carried_on()
    {
        var bench = new ScalerBench { StartUp = TimeSpan.FromSeconds(300), Demand = ScalerBench.Load(10) }.With(ready: 5);
        bench.Policy = bench.Policy with { PriorStartUp = TimeSpan.FromSeconds(300) };
        bench.Run(300);
        bench.Demand = ScalerBench.Load(30);
        var answer = bench.Step().Target;

        bench.Run(300);

        bench.Targets.Max().ShouldBe(answer);
    }

    [Fact]
    public void What_was_needed_is_held_and_then_let_go()
    {
        var bench = new ScalerBench { Demand = ScalerBench.Load(28) }.With(ready: 8);
        bench.Run(120);
        bench.Demand = ScalerBench.Load(2);

        bench.Run(590).Target.ShouldBe(8);
        bench.Last.Reasons.ShouldContain("held: more were needed a while ago");
        bench.Run(400).Target.ShouldBe(1);
    }

    [Fact]
    public void A_need_that_comes_every_half_hour_is_met_before_it_comes()
    {
        var bench = new ScalerBench { StartUp = TimeSpan.FromSeconds(120) }.With(ready: 1);
        bench.Policy = bench.Policy with { PriorStartUp = TimeSpan.FromSeconds(120), MinReplicas = 1 };
        var readyInTime = new List<bool>();
        var lowest = new List<int>();
        for (var round = 0; round < 6; round++)
        {
            bench.Demand = ScalerBench.Load(30);
            bench.Step();
            readyInTime.Add(bench.Ready >= 8);
            bench.Run(299);
            bench.Demand = ScalerBench.Load(1);
            bench.Run(2400);
            lowest.Add(bench.Targets.Min());
        }

        readyInTime[0].ShouldBeFalse();
        readyInTime[^1].ShouldBeTrue();
        lowest[^1].ShouldBeLessThan(4, "replicas are let go between the times");
    }

    [Fact]
    public void Letting_go_too_early_is_regretted_and_held_for_longer()
    {
        var bench = new ScalerBench { Demand = ScalerBench.Load(28) }.With(ready: 8);
        bench.Run(60);
        bench.Demand = ScalerBench.Load(2);
        bench.Run(800);
        bench.State.HoldSeconds.ShouldBeNull();
        bench.Demand = ScalerBench.Load(28);
        bench.Step();

        bench.State.HoldSeconds.ShouldBe(1200);
    }

    [Fact]
    public void Regret_is_forgotten_after_a_while_without_it()
    {
        var bench = new ScalerBench { Demand = ScalerBench.Load(28) }.With(ready: 8);
        bench.State = ScaleState.Empty with { HoldSeconds = 1200, HoldChangedAt = bench.Now };

        bench.Run(3590);
        bench.State.HoldSeconds.ShouldBe(1200);
        bench.Run(20);
        bench.State.HoldSeconds.ShouldBe(960);
    }

    [Theory]
    [InlineData(null, 300)] // 5 start-ups of 60 s
    [InlineData(45, 45)]
    [InlineData(900, 900)]
    public void The_last_replica_goes_after_the_idle_time(int? given, int seconds)
    {
        var bench = new ScalerBench().With(ready: 1);
        bench.Policy = bench.Policy with { ScaleToZeroAfter = given is { } after ? TimeSpan.FromSeconds(after) : null };

        bench.Run(seconds);
        bench.Last.Target.ShouldBe(1);
        bench.Last.Reasons.ShouldContain("held: not idle for long enough");
        bench.Run(1).Target.ShouldBe(0);
        bench.Run(60).Reasons.ShouldBe(["need 0: no requests"]);
    }

    [Fact]
    public void The_idle_time_of_the_user_ends_what_is_held_and_one_request_brings_back_one_replica()
    {
        var bench = new ScalerBench { Demand = ScalerBench.Load(28) }.With(ready: 8);
        bench.Policy = bench.Policy with { ScaleToZeroAfter = TimeSpan.FromSeconds(20) };
        bench.Run(60).Target.ShouldBe(8);

        // The last minute still has requests, and eight replicas would be held for ten minutes.
        bench.Demand = ScalerBench.Load(28) with { RateNow = 0, InFlight = 0 };
        bench.Run(20).Target.ShouldBe(8);
        bench.Run(1).Target.ShouldBe(0);
        bench.Run(600);
        bench.Targets.ShouldAllBe(target => target == 0);
        bench.Demand = ScalerBench.Waiting(1);
        bench.Step().Target.ShouldBe(1);
        bench.State.HoldSeconds.ShouldBeNull();
    }

    [Fact]
    public void The_idle_time_of_a_new_model_begins_when_it_is_ready()
    {
        var bench = new ScalerBench { Demand = ScalerBench.None with { ServiceSeconds = null } };
        bench.Policy = bench.Policy with { ScaleToZeroAfter = TimeSpan.FromSeconds(10), ScheduledReplicas = 1 };
        bench.Run(60);
        bench.Policy = bench.Policy with { ScheduledReplicas = 0 };
        bench.Run(1);
        bench.Ready.ShouldBe(1);

        bench.Run(9).Target.ShouldBe(1);
        bench.Run(2).Target.ShouldBe(0);
    }

    [Fact]
    public void Usual_pauses_do_not_let_the_last_replica_go()
    {
        var bench = new ScalerBench().With(ready: 1);
        for (var round = 0; round < 20; round++)
        {
            bench.Demand = ScalerBench.Load(1);
            bench.Run(70);
            bench.Demand = ScalerBench.None;
            bench.Run(500);
        }

        bench.Targets.ShouldAllBe(target => target == 1);
    }

    [Fact]
    public void From_none_as_many_begin_as_asked_for()
    {
        var bench = new ScalerBench { Demand = ScalerBench.Waiting(1) };
        bench.Policy = bench.Policy with { ActivationReplicas = 3 };

        bench.Step().Target.ShouldBe(3);
    }

    [Fact]
    public void Growth_per_minute_is_limited()
    {
        var bench = new ScalerBench { Demand = ScalerBench.Load(100) }.With(ready: 2);
        bench.Policy = bench.Policy with { MaxScaleUpPerMinute = 5 };

        bench.Run(59);
        bench.Targets.ShouldAllBe(target => target == 7);
        bench.Last.Reasons.ShouldContain("limited by maxScaleUpPerMinute");
        bench.Run(2).Target.ShouldBe(12);
    }

    [Theory]
    [InlineData(2, 0, 0, 32, null, 8)] // need
    [InlineData(10, 0, 0, 32, null, 10)] // min over need
    [InlineData(2, 12, 0, 32, null, 12)] // schedule over need
    [InlineData(2, 0, 14, 32, null, 14)] // rollout over min
    [InlineData(10, 12, 14, 5, null, 5)] // max over rollout, schedule and min
    [InlineData(10, 12, 14, 5, 3, 3)] // quota over all
    [InlineData(10, 12, 14, 5, 0, 0)]
    public void Quota_is_over_max_over_rollouts_over_min_over_need(int min, int schedule, int rollout, int max, int? quota, int target)
    {
        var bench = new ScalerBench { Demand = ScalerBench.Load(28) };
        bench.Policy = bench.Policy with { MinReplicas = min, ScheduledReplicas = schedule, RolloutFloor = rollout, MaxReplicas = max, Quota = quota };

        bench.Step().Target.ShouldBe(target);
    }

    [Fact]
    public void A_new_leader_lets_nothing_go_for_a_minute()
    {
        var bench = new ScalerBench { Demand = ScalerBench.Load(1) }.With(ready: 8);
        bench.State = ScaleState.Empty with { FrozenUntil = bench.Now + TimeSpan.FromSeconds(60) };

        bench.Run(59).Target.ShouldBe(8);
        bench.Last.Reasons.ShouldContain("none goes yet: the operator has just started");
        bench.Run(2).Target.ShouldBe(6);
    }
}
