using System.Collections.Immutable;

namespace Slipway.Planning.Autoscaling.Levels;

/// <summary>
/// Chooses how long a replica is kept after it was needed: the time with the least cost over the gaps that were seen. A kept replica
/// costs its time; a missing one costs late answers for as long as it takes to start. Where gaps are regular, it is let go and had
/// back in time. (The idea of keep-alive and pre-warm windows from observed idle times is that of "Serverless in the Wild", USENIX
/// ATC 2020; here it is applied to each replica of one model, and costs choose the windows.)
/// </summary>
internal static class HoldPlanner
{
    /// <param name="gaps">Seconds, as seen.</param>
    /// <param name="hold">What is done without experience, in seconds.</param>
    /// <param name="startUp">Seconds to start a replica.</param>
    /// <param name="latePrice">Replica-seconds that a second without this replica costs.</param>
    /// <param name="tuning">Limits.</param>
    public static HoldPlan? Plan(ImmutableArray<double> gaps, double hold, double startUp, double latePrice, ScaleTuning tuning)
    {
        if (gaps.Length < tuning.FewestGaps)
            return null;
        var sorted = gaps.Sort();
        var late = (startUp + tuning.LateExtra) * latePrice;
        var best = new HoldPlan(hold);
        var lowest = Cost(best, sorted, hold, startUp, late);
        foreach (var candidate in Candidates(sorted, hold, startUp, tuning))
        {
            var cost = Cost(candidate, sorted, hold, startUp, late);
            if (cost < lowest)
                (best, lowest) = (candidate, cost);
        }

        return best;
    }

    private static IEnumerable<HoldPlan> Candidates(ImmutableArray<double> sorted, double hold, double startUp, ScaleTuning tuning)
    {
        var shortest = Math.Max(60, startUp);
        if (shortest < hold)
            yield return new HoldPlan(shortest);
        foreach (var gap in sorted)
        {
            if (Margin(gap) is var kept && kept > shortest && kept <= tuning.HoldCap)
                yield return new HoldPlan(kept);
        }

        if (!tuning.Prewarms || sorted.Length < tuning.FewestForReturn)
            yield break;
        foreach (var (from, to) in Windows(sorted))
        {
            var back = (from * 0.95) - 15;
            var until = Margin(to);
            var first = Math.Min(shortest, hold);
            if (back - startUp > first + 60)
                yield return new HoldPlan(first, back, until);
        }
    }

    // All neighbours in order of size: what lies outside is paid for as late, so that a strange gap widens a window only if that is worth it.
    private static IEnumerable<(double From, double To)> Windows(ImmutableArray<double> sorted)
    {
        for (var first = 0; first < sorted.Length; first++)
        {
            for (var last = first; last < sorted.Length; last++)
                yield return (sorted[first], sorted[last]);
        }
    }

    private static double Margin(double gap) => (gap * 1.1) + 15;

    // The mean over the gaps, and one more of which nothing is known: half of it ends just before the usual hold does, half never.
    private static double Cost(HoldPlan plan, ImmutableArray<double> gaps, double hold, double startUp, double late)
    {
        var sum = (0.5 * Cost(plan, hold * 0.9, startUp, late)) + (0.5 * Cost(plan, double.PositiveInfinity, startUp, late));
        foreach (var gap in gaps)
            sum += Cost(plan, gap, startUp, late);
        return sum;
    }

    private static double Cost(HoldPlan plan, double gap, double startUp, double late)
    {
        if (gap <= plan.Hold)
            return gap;
        var cost = plan.Hold + startUp;
        if (plan.BackAt is not { } back)
            return cost + late;
        if (gap >= plan.BackUntil)
            return cost + startUp + plan.BackUntil - back + (double.IsInfinity(gap) ? 0 : late);
        if (gap >= back)
            return cost + gap - back;
        return cost + (late * Math.Min(1, (back - gap) / startUp));
    }
}
