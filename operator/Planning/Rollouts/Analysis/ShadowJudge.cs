using Slipway.Api.Demand;
using Slipway.Planning.Rollouts.Progressive;

namespace Slipway.Planning.Rollouts.Analysis;

/// <summary>Judges a canary by what copies of requests came to.</summary>
internal static class ShadowJudge
{
    /// <summary>Copies without which nothing is said.</summary>
    private const int FewestCopies = 20;

    private const int WorstShown = 3;

    public static MetricResult Look(Counters copies, ShadowPolicy policy, IReadOnlyList<GatewayView> gateways, string canary)
    {
        const string Name = "Shadow";
        if (copies.Copies < FewestCopies)
            return new MetricResult(Name, MetricVerdict.NoData, $"{copies.Copies} copies so far, {FewestCopies} are needed{Dropped(copies)}");
        var bad = copies.CopiesFailed + (policy.Comparison is null ? 0 : copies.Mismatched);
        var rate = (double)bad / copies.Copies;
        var text = $"{Judge.Percent(rate)} of {copies.Copies} copies "
            + (policy.Comparison is null ? "failed" : $"differ or failed ({copies.Mismatched} differ, {copies.CopiesFailed} failed)")
            + $", allowed are {Judge.Percent(policy.MaxMismatch)}";
        var verdict = rate <= policy.MaxMismatch ? MetricVerdict.Pass
            : Chance.LowestProportion(bad, copies.Copies) > policy.MaxMismatch ? MetricVerdict.Fail
            : MetricVerdict.Inconclusive;
        return new MetricResult(Name, verdict, bad == 0 || policy.Comparison is null ? text : text + Worst(gateways, canary));
    }

    // Numbers only: nothing of a payload is ever told. Each gateway tells of each output once.
    private static string Worst(IReadOnlyList<GatewayView> gateways, string canary)
    {
        var worst = gateways
            .SelectMany(gateway => gateway.Now?.Versions.FirstOrDefault(version => version.Revision == canary)?.Shadow?.Worst ?? [])
            .GroupBy(difference => difference.Output, StringComparer.Ordinal)
            .Select(output => output.Max(OutputDifference.ByWeight)! with { Answers = output.Sum(difference => difference.Answers) })
            .OrderDescending(OutputDifference.ByWeight)
            .Take(WorstShown)
            .Select(difference => difference.Text)
            .ToList();
        return worst.Count == 0 ? "" : $"; {string.Join("; ", worst)}";
    }

    private static string Dropped(Counters copies) => copies.CopiesDropped == 0
        ? ""
        : $"; {copies.CopiesDropped} were dropped, for want of room or because nothing can be compared";
}
