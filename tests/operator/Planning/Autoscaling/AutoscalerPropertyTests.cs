using Slipway.Planning.Autoscaling;
using Slipway.Planning.Autoscaling.Demand;
using Slipway.Planning.Autoscaling.Memory;

namespace Slipway.Planning.Tests.Autoscaling;

/// <summary>What holds whatever happens: 10,000 random histories of random models.</summary>
public sealed class AutoscalerPropertyTests
{
    private const int Histories = 10_000;

    private const int Steps = 12;

    private const ScaleCauses Floors =
        ScaleCauses.Expected | ScaleCauses.Minimum | ScaleCauses.Schedule | ScaleCauses.Rollout | ScaleCauses.Activation;

    [Fact]
    public void Limits_hold_and_growth_has_a_reason() => ForAll(moment =>
    {
        var decision = moment.Decide();
        decision.Target.ShouldBeInRange(0, moment.Ceiling, moment.Name);
        if (decision.Target > moment.Seen.Replicas)
            (decision.Need > moment.Seen.Replicas || (decision.Facts.Causes & Floors) != ScaleCauses.None).ShouldBeTrue(moment.Name);
        decision.Reasons.ShouldNotBeEmpty();
    });

    [Fact]
    public void More_waiting_requests_never_mean_fewer_replicas() => ForAll(moment =>
    {
        if (moment.Seen.Demand.Queued == 0)
            return; // That any wait at all says something else as well: what is busy may be more than what arrives.
        var longer = moment.Seen.Demand with { Queued = moment.Seen.Demand.Queued + moment.Extra };
        var more = moment with { Seen = moment.Seen with { Demand = longer } };

        more.Decide().Target.ShouldBeGreaterThanOrEqualTo(moment.Decide().Target, moment.Name);
    });

    [Fact]
    public void Nothing_is_added_while_what_starts_covers_the_need() => ForAll(moment =>
    {
        var decision = moment.Decide();
        if (decision.Need <= moment.Seen.Replicas && (decision.Facts.Causes & Floors) == ScaleCauses.None)
            decision.Target.ShouldBeLessThanOrEqualTo(moment.Seen.Replicas, moment.Name);
    });

    [Fact]
    public void A_gap_in_what_is_known_never_lowers_the_target() => ForAll(moment =>
    {
        var placed = moment.Seen.Ready + moment.Seen.Starting.Count + 1;
        var least = Math.Min(Math.Min(moment.Seen.Replicas, moment.Ceiling), moment.Seen.Unschedulable > 0 ? placed : int.MaxValue);
        var nothing = moment with { Seen = moment.Seen with { Demand = DemandSample.Unknown } };
        var half = moment with { Seen = moment.Seen with { Demand = moment.Seen.Demand with { SilentGateways = 1 } } };

        nothing.Decide().Target.ShouldBeGreaterThanOrEqualTo(least, moment.Name);
        half.Decide().Target.ShouldBeGreaterThanOrEqualTo(least, moment.Name);
    });

    [Fact]
    public void A_restart_lets_nothing_go_that_would_have_been_kept() => ForAll(moment =>
    {
        var kept = new ScaleMemory { Versions = new Dictionary<string, VersionMemory> { ["a"] = ScaleMemoryCodec.Pack(moment.State, null) } };
        var recalled = ScaleMemoryCodec.Unpack(ScaleMemoryCodec.Read(ScaleMemoryCodec.Write(kept))!.Versions["a"], moment.Now);
        var restarted = moment with { State = recalled with { FrozenUntil = moment.Now + TimeSpan.FromSeconds(60) } };

        restarted.Decide().Target.ShouldBeGreaterThanOrEqualTo(Math.Min(moment.Decide().Target, moment.Seen.Replicas), moment.Name);
        recalled.StartUps.Expected.HasValue.ShouldBe(moment.State.StartUps.Expected.HasValue, moment.Name);
    });

    [Fact]
    public void The_same_arguments_give_the_same_answer() => ForAll(moment =>
    {
        var (one, other) = (moment.Decide(), moment.Decide());
        (one.Target, one.Facts).ShouldBe((other.Target, other.Facts), moment.Name);
    });

    private static void ForAll(Action<Moment> property)
    {
        for (var seed = 0; seed < Histories; seed++)
        {
            var random = new Random(seed);
            var moment = Moment.First(random, seed);
            for (var step = 0; step < Steps; step++)
            {
                property(moment);
                moment = moment.Next(random);
            }
        }
    }
}
