using Slipway.Api.Demand;
using Slipway.Planning.Rollouts.Analysis;
using Slipway.Planning.Rollouts.Progressive;

namespace Slipway.Planning.Tests.Rollouts.Analysis;

/// <summary>What copies of requests say of a version.</summary>
public sealed class ShadowJudgeTests
{
    private static readonly ShadowPolicy Comparing = new(10, TimeSpan.FromMinutes(5), ComparisonPolicy.Of(new(0.001, 0)), MaxMismatch: 0.05);

    /// <summary>Answered, of these different, failed, dropped; whether answers are compared; the verdict; how its text begins.</summary>
    public static TheoryData<int, int, int, int, bool, string, string> Cases { get; } = new()
    {
        { 0, 0, 0, 0, true, "NoData", "0 copies so far, 20 are needed" },
        { 10, 10, 9, 0, true, "NoData", "19 copies so far, 20 are needed" },
        { 3, 0, 0, 57, true, "NoData", "3 copies so far, 20 are needed; 57 were dropped, for want of room or because nothing can be compared" },
        { 300, 0, 0, 100, true, "Pass", "0 % of 300 copies differ or failed (0 differ, 0 failed), allowed are 5 %" },
        { 300, 12, 0, 0, true, "Pass", "4 % of 300 copies differ or failed (12 differ, 0 failed), allowed are 5 %" },
        { 30, 2, 0, 0, true, "Inconclusive", "6.67 % of 30 copies differ or failed (2 differ, 0 failed), allowed are 5 %" },
        { 300, 60, 0, 0, true, "Fail", "20 % of 300 copies differ or failed (60 differ, 0 failed), allowed are 5 %" },
        { 200, 0, 100, 0, true, "Fail", "33.33 % of 300 copies differ or failed (0 differ, 100 failed), allowed are 5 %" },
        { 0, 0, 20, 0, true, "Fail", "100 % of 20 copies differ or failed (0 differ, 20 failed), allowed are 5 %" },
        // Where answers are not compared, only failures count.
        { 300, 60, 0, 0, false, "Pass", "0 % of 300 copies failed, allowed are 5 %" },
        { 200, 0, 100, 0, false, "Fail", "33.33 % of 300 copies failed, allowed are 5 %" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_verdict_needs_copies_and_is_about_those_that_say_something(
        int answered, int different, int failed, int dropped, bool isCompared, string verdict, string text)
    {
        var copies = new Counters { Compared = answered, Mismatched = different, CopiesFailed = failed, CopiesDropped = dropped };

        var result = ShadowJudge.Look(copies, isCompared ? Comparing : Comparing with { Comparison = null }, [], "b");

        (result.Name, result.Verdict.ToString(), result.Message).ShouldBe(("Shadow", verdict, text));
    }

    [Fact]
    public void The_worst_differences_of_all_gateways_are_told_once_per_output()
    {
        GatewayView[] gateways =
        [
            View("g1", new("request-1", "probabilities", 0.12, 2, 5), new("request-2", "label", 0, 100, 7), new("request-3", "boxes", 0, 100, 1, "has shape [3,4] instead of [2,4]")),
            View("g2", new("request-4", "probabilities", 0.3125, 4.2, 7), new("request-5", "count", double.MaxValue, 50)),
            new("g3", 100, null),
        ];

        var result = ShadowJudge.Look(new Counters { Compared = 300, Mismatched = 12 }, Comparing, gateways, "b");

        result.Message.ShouldBe(
            "4 % of 300 copies differ or failed (12 differ, 0 failed), allowed are 5 %"
            + "; output boxes has shape [3,4] instead of [2,4] in 1 answer (request request-3)"
            + "; output count differs without bound, as NaN from a number, at 50 % of its elements in 1 answer (request request-5)"
            + "; output probabilities differs by up to 0.312 at 4.2 % of its elements in 12 answers (request request-4)");
    }

    private static GatewayView View(string name, params OutputDifference[] worst) => new(name, 100, new ModelDemand
    {
        Namespace = "vision",
        Name = "ocr",
        Versions = [new VersionDemand { Revision = "b", Shadow = new ShadowDemand { Compared = 1, Worst = worst } }],
    });
}
