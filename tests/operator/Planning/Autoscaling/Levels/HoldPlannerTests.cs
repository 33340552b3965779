using Slipway.Planning.Autoscaling;
using Slipway.Planning.Autoscaling.Levels;

namespace Slipway.Planning.Tests.Autoscaling.Levels;

public sealed class HoldPlannerTests
{
    private const double StartUp = 120;

    private const double Hold = 600;

    [Fact]
    public void Without_gaps_there_is_no_plan() => Plan([], price: 10).ShouldBeNull();

    [Fact]
    public void Regular_gaps_have_the_replica_back_just_before_their_end()
    {
        var plan = Plan([1800, 1790, 1815, 1800], price: 10)!;

        plan.Hold.ShouldBeLessThanOrEqualTo(Hold);
        plan.BackAt!.Value.ShouldBeInRange(1600, 1790);
        plan.BackUntil.ShouldBeGreaterThan(1815);
    }

    [Fact]
    public void One_strange_gap_among_regular_ones_keeps_nothing_for_ever()
    {
        var plan = Plan([1800, 1790, 400, 1800], price: 10)!;

        plan.BackAt!.Value.ShouldBeInRange(1600, 1790);
        plan.Hold.ShouldBeLessThanOrEqualTo(Hold);
    }

    [Fact]
    public void Short_gaps_are_bridged_where_nothing_is_had_back() => Plan([700, 800, 750, 820], price: 20, WithoutReturn)!.Hold.ShouldBeGreaterThan(820);

    [Fact]
    public void Long_irregular_gaps_are_not_bridged_when_that_costs_more_than_late_answers()
    {
        var plan = Plan([2000, 9000, 30000, 4000, 17000, 52000], price: 1)!;

        plan.Hold.ShouldBeLessThanOrEqualTo(Hold);
        plan.BackAt.ShouldBeNull();
    }

    [Fact]
    public void A_higher_price_of_late_answers_holds_for_longer()
    {
        double[] gaps = [900, 2500, 1400, 3900, 1900];

        Plan(gaps, price: 100, WithoutReturn)!.Hold.ShouldBeGreaterThan(Plan(gaps, price: 0.5, WithoutReturn)!.Hold);
    }

    [Fact]
    public void No_hold_is_longer_than_the_cap() => Plan([80000, 80000], price: 1000)!.Hold.ShouldBeLessThanOrEqualTo(ScaleTuning.Default.HoldCap);

    private static ScaleTuning WithoutReturn { get; } = ScaleTuning.Default with { Prewarms = false };

    private static HoldPlan? Plan(double[] gaps, double price, ScaleTuning? tuning = null) =>
        HoldPlanner.Plan([.. gaps], Hold, StartUp, price, tuning ?? ScaleTuning.Default);
}
