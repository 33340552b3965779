using System.Globalization;
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
            return new MetricResult(Name, MetricVerdict.NoData, $"{copies.Copies} copies so far, {FewestCopies} are needed");
        var bad = copies.CopiesFailed + (policy.Atol is null ? 0 : copies.Mismatched);
        var rate = (double)bad / copies.Copies;
        var text = $"{Judge.Percent(rate)} of {copies.Copies} copies "
            + (policy.Atol is null ? "failed" : $"differ or failed ({copies.Mismatched} differ, {copies.CopiesFailed} failed)")
            + $", allowed are {Judge.Percent(policy.MaxMismatch)}";
        var verdict = rate <= policy.MaxMismatch ? MetricVerdict.Pass
            : Chance.LowestProportion(bad, copies.Copies) > policy.MaxMismatch ? MetricVerdict.Fail
            : MetricVerdict.Inconclusive;
        return new MetricResult(Name, verdict, verdict == MetricVerdict.Pass ? text : text + Worst(gateways, canary));
    }

    // Numbers only: nothing of a payload is ever told.
    private static string Worst(IReadOnlyList<GatewayView> gateways, string canary)
    {
        var worst = gateways
            .SelectMany(gateway => gateway.Now?.Versions.FirstOrDefault(version => version.Revision == canary)?.Shadow?.Worst ?? [])
            .OrderByDescending(difference => difference.MaxAbsolute)
            .Take(WorstShown)
            .Select(Text)
            .ToList();
        return worst.Count == 0 ? "" : $"; worst: {string.Join(", ", worst)}";
    }

    private static string Text(OutputDifference difference) => string.Create(
        CultureInfo.InvariantCulture,
        $"output {difference.Output} by {difference.MaxAbsolute:0.######} in {difference.MismatchPercent:0.##} % of its numbers (request {difference.RequestId})");
}
