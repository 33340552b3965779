using System.Collections.Immutable;
using Slipway.Api;
using Slipway.Planning.Rollouts.Analysis;
using Slipway.Planning.Rollouts.Progressive;

namespace Slipway.Planning.Tests.Rollouts.Progressive;

/// <summary>Verdicts at work: what goes on, what waits, and what is given up.</summary>
public sealed class AnalysisFlowTests
{
    private static readonly MetricPolicy ErrorRate = new() { Name = MetricNames.ErrorRate, Max = 0.01 };

    private static readonly ComparisonPolicy Comparison = new(
        new(0.001, 0), ImmutableSortedDictionary<string, TolerancePolicy>.Empty.Add("scores", new(0.25, 0.5)));

    [Fact]
    public void Good_verdicts_let_a_version_through()
    {
        var bench = Judged();
        for (var pass = 0; pass < 200 && bench.Phase != RolloutPhase.Stable; pass++)
        {
            bench.Count("a", 200);
            bench.Count("b", 200);
            bench.Step();
        }

        bench.Phase.ShouldBe(RolloutPhase.Stable);
        bench.Serving.ShouldBe("b");
    }

    [Fact]
    public void A_bad_version_is_gone_within_two_intervals_of_enough_requests_and_had_no_more_than_its_share()
    {
        var bench = Judged();
        bench.Count("b", good: 285, bad: 15);
        bench.Steps(4);

        (bench.Phase, bench.Weight("b")).ShouldBe((RolloutPhase.Aborting, 0));
        bench.Progress.AbortReason.ShouldBe(Reasons.AnalysisFailed);
        bench.Progress.AbortMessage!.ShouldBe("ErrorRate: 5 % of 300 requests failed, allowed are 1 %");
        bench.Until(RolloutPhase.Aborted).Progress.Verdicts.ShouldHaveSingleItem().Verdict.ShouldBe(MetricVerdict.Fail);
    }

    [Fact]
    public void Failures_up_to_the_limit_are_forgiven()
    {
        var bench = Judged(ErrorRate with { FailureLimit = 1 });
        bench.Count("b", good: 285, bad: 15);
        bench.Steps(4);
        bench.Phase.ShouldBe(RolloutPhase.Baking);
        bench.Progress.Verdicts[0].Failures.ShouldBe(1);
        bench.Count("b", good: 285, bad: 15);
        bench.Steps(4).Progress.AbortReason.ShouldBe(Reasons.AnalysisFailed);
    }

    [Theory]
    [InlineData(NoDataActions.Pause, RolloutPhase.Paused)]
    [InlineData(NoDataActions.Abort, RolloutPhase.Aborting)]
    [InlineData(NoDataActions.Proceed, RolloutPhase.ScalingCanary)]
    public void Without_requests_the_time_is_extended_and_then_the_spec_says_what_happens(string onNoData, RolloutPhase expected)
    {
        var bench = Judged(onNoData: onNoData);
        bench.Until(RolloutPhase.Analyzing);
        var began = bench.Now;
        while (bench.Phase == RolloutPhase.Analyzing)
            bench.Step();

        bench.Phase.ShouldBe(expected);
        (bench.Now - began).ShouldBe(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        if (expected == RolloutPhase.Paused)
            bench.Progress.PausedBy.ShouldBe(RolloutPauses.NoData);
    }

    [Fact]
    public void What_chance_may_explain_is_neither_passed_nor_failed_and_pauses_in_the_end()
    {
        var bench = Judged();
        bench.Count("b", good: 296, bad: 4);
        bench.Until(RolloutPhase.Paused);

        bench.Progress.PausedBy.ShouldBe(RolloutPauses.Inconclusive);
        bench.Progress.Verdicts[0].Verdict.ShouldBe(MetricVerdict.Inconclusive);
    }

    [Fact]
    public void A_limit_broken_during_a_pause_still_ends_it()
    {
        var bench = Judged();
        bench.Action = "pause";
        bench.Steps(2);
        bench.Count("b", good: 285, bad: 15);
        bench.Steps(5).Progress.AbortReason.ShouldBe(Reasons.AnalysisFailed);
    }

    [Fact]
    public void A_limit_broken_while_replicas_for_the_next_step_come_up_ends_it()
    {
        var bench = Judged();
        bench.Count("b", 300);
        bench.Until(RolloutPhase.ScalingCanary);
        bench.Pass();
        bench.Count("b", good: 285, bad: 15);
        bench.Now += TimeSpan.FromSeconds(20);
        bench.Pass().Progress.Phase.ShouldBe(RolloutPhase.Aborting);
    }

    [Fact]
    public void A_version_that_fails_after_its_promotion_goes_back()
    {
        var bench = Judged();
        bench.Action = "promote-full";
        bench.Until(RolloutPhase.PostBake);
        bench.Steps(1);
        bench.Count("b", good: 285, bad: 15);
        bench.Steps(4).Phase.ShouldBe(RolloutPhase.Aborting);
        bench.Until(RolloutPhase.Aborted).Serving.ShouldBe("a");
        bench.Of("a").ReadyCount.ShouldBe(4);
    }

    [Fact]
    public void Wrong_answers_to_copies_are_found_before_any_request()
    {
        var bench = Shadowed();
        bench.Gateways[0].CountCopies("b", same: 60, different: 40);
        bench.Steps(2);

        bench.Progress.AbortReason.ShouldBe(Reasons.OutputsDiffer);
        bench.Progress.AbortMessage!.ShouldContain("40 % of 100 copies differ or failed (40 differ, 0 failed), allowed are 0.5 %");
        bench.Progress.AbortMessage!.ShouldContain("output scores differs by up to 0.25 at 12.5 % of its elements in 1 answer (request request-7)");
        bench.Progress.Weight.ShouldBe(0);
    }

    [Fact]
    public void Equal_answers_let_it_through_when_the_time_is_over()
    {
        var bench = Shadowed();
        var told = bench.Traffic.Single(target => target.Revision == "b").Shadow!;
        (told.AbsoluteTolerance, told.RelativeTolerance).ShouldBe(("0.001", "0"));
        told.Outputs!.Select(output => (output.Name, output.AbsoluteTolerance, output.RelativeTolerance)).ShouldBe([("scores", "0.25", "0.5")]);
        bench.Gateways[0].CountCopies("b", same: 1000, different: 1);
        bench.Steps(6).Phase.ShouldBe(RolloutPhase.Shadow);
        bench.Until(RolloutPhase.Shifting);
        (bench.Now - bench.Progress.StartedAt).ShouldBeGreaterThan(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Without_copies_the_trial_is_extended_and_then_waits_for_a_person()
    {
        var bench = Shadowed();
        bench.Until(RolloutPhase.Paused);
        (bench.Progress.PausedBy, bench.Progress.PausedFrom).ShouldBe((RolloutPauses.NoData, RolloutPhase.Shadow));
        bench.Action = "promote";
        bench.Pass().Progress.Phase.ShouldBe(RolloutPhase.Shifting);
    }

    private static Bench Judged(MetricPolicy? metric = null, string onNoData = NoDataActions.Pause)
    {
        var bench = Bench.Serving4();
        bench.Policy = bench.Policy with { Analysis = new AnalysisPolicy(TimeSpan.FromSeconds(15), 300, onNoData, [metric ?? ErrorRate]) };
        bench.Target = "b";
        bench.Until(RolloutPhase.Baking);
        return bench.Steps(1);
    }

    private static Bench Shadowed()
    {
        var bench = Bench.Serving4();
        bench.Policy = bench.Policy with { Shadow = new ShadowPolicy(10, TimeSpan.FromMinutes(1), Comparison, 0.005) };
        bench.Target = "b";
        bench.Until(RolloutPhase.Shadow);
        return bench.Steps(1);
    }
}
