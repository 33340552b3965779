using System.Collections.Concurrent;
using Slipway.Planning.Autoscaling;
using Slipway.Simulator.Engine;
using Slipway.Simulator.Policies;
using Slipway.Simulator.Workloads;

namespace Slipway.Simulator.Bounds;

/// <summary>
/// What knowing the kind of load beforehand would be worth: of a whole grid of policies, among them the operator's own with other
/// constants, the best one for each workload, picked when it is over, and all picks together within so many hours. Between two picks of a
/// workload time may be shared, so that the figure is that of a linear programme, below every real choice from the grid. It bounds the
/// grid, not everything that could be thought of.
/// </summary>
internal static class HindsightBound
{
    private static readonly ScaleTuning[] OwnGrid =
    [
        .. from price in new[] { 0.2, 0.4, 1, 2.5, 6 }
           from longer in new[] { 1, 2, 4 }
           let usual = ScaleTuning.Default
           select usual with { LatePrice = usual.LatePrice * price, HoldScale = usual.HoldScale / longer, ShortestHold = usual.ShortestHold * longer, LongestHold = usual.LongestHold * longer },
    ];

    /// <summary>How many policies there are to pick from.</summary>
    public static int Count => ReactiveTuning.Grid.Count + OwnGrid.Length;

    /// <summary>All policies of the grid on all workloads: for each workload what each policy came to.</summary>
    public static IReadOnlyList<IReadOnlyList<Result>> Run(IReadOnlyList<Workload> workloads, double startUpSeconds)
    {
        var options = new SimulationOptions { StartUpSeconds = startUpSeconds };
        var results = workloads.Select(_ => new ConcurrentBag<Result>()).ToList();
        var runs = from index in Enumerable.Range(0, workloads.Count) from policy in Policies(options) select (index, policy);
        Parallel.ForEach(runs, run => results[run.index].Add(Simulation.Run(workloads[run.index], options, run.policy())));
        return [.. results.Select(each => each.ToList())];
    }

    private static IEnumerable<Func<IScaler>> Policies(SimulationOptions options) =>
        ReactiveTuning.Grid.Select(tuning => (Func<IScaler>)(() => new ReactiveScaler(tuning, options)))
            .Concat(OwnGrid.Select(tuning => (Func<IScaler>)(() => new SlipwayScaler("own", options, tuning))));

    /// <summary>The least mean of late requests within a mean of hours.</summary>
    /// <param name="choices">For each workload what each policy came to.</param>
    /// <param name="hours">Replica-hours that there are, as a mean of the workloads.</param>
    /// <returns>Percent of requests; not a number when even the cheapest need more hours.</returns>
    public static double LatePercent(IReadOnlyList<IReadOnlyList<Result>> choices, double hours)
    {
        var (late, used) = (0.0, 0.0);
        var steps = new List<(double Hours, double Saved)>();
        foreach (var curve in choices.Select(LowerHull))
        {
            late += curve[0].LatePercent;
            used += curve[0].ReplicaHours;
            steps.AddRange(curve.Zip(curve.Skip(1), (from, to) => (to.ReplicaHours - from.ReplicaHours, from.LatePercent - to.LatePercent)));
        }

        var left = (hours * choices.Count) - used;
        if (left < 0)
            return double.NaN;
        // Hulls are convex: the best step overall is always the next one of its workload.
        foreach (var step in steps.OrderByDescending(step => step.Saved / step.Hours))
        {
            var part = Math.Min(1, left / step.Hours);
            late -= part * step.Saved;
            left -= part * step.Hours;
            if (part < 1)
                break;
        }

        return late / choices.Count;
    }

    /// <summary>From the cheapest to the least late, each worth its hours.</summary>
    private static List<Result> LowerHull(IReadOnlyList<Result> results)
    {
        var hull = new List<Result>();
        foreach (var result in results.OrderBy(result => result.ReplicaHours).ThenBy(result => result.LatePercent))
        {
            if (hull.Count > 0 && result.LatePercent >= hull[^1].LatePercent)
                continue;
            while (hull.Count > 1 && Gain(hull[^2], hull[^1]) <= Gain(hull[^2], result))
                hull.RemoveAt(hull.Count - 1);
            hull.Add(result);
        }

        return hull;
    }

    private static double Gain(Result from, Result to) => (from.LatePercent - to.LatePercent) / (to.ReplicaHours - from.ReplicaHours);
}
