using System.Globalization;
using Slipway.Simulator.Policies;

namespace Slipway.Simulator.Reporting;

/// <summary>What the autoscaler is meant to reach, held against what it did.</summary>
internal static class Goals
{
    public static IEnumerable<Goal> Judge(IReadOnlyList<Summary> summaries)
    {
        foreach (var startUp in new double[] { 120, 300 })
        {
            foreach (var delay in new[] { 300, 600, 900 })
                yield return Cheaper(summaries, startUp, $"KPA + delay {delay} s", 0.85);
            yield return FarFewerLate(summaries, startUp);
        }

        yield return Cheaper(summaries, 20, "KPA + delay 600 s", 0.9);
    }

    private static Goal Cheaper(IReadOnlyList<Summary> summaries, double startUp, string policy, double part)
    {
        var (ours, rival) = (Find(summaries, startUp, Study.Ours), Find(summaries, startUp, policy));
        return new Goal(
            Text($"start-up {startUp} s: at most {100 * part:0} % of the hours of {policy}, no more late"),
            ours.ReplicaHours <= part * rival.ReplicaHours && ours.LatePercent <= rival.LatePercent,
            Text($"{100 * ours.ReplicaHours / rival.ReplicaHours:0.0} %, late {ours.LatePercent:0.00} against {rival.LatePercent:0.00} %"));
    }

    private static Goal FarFewerLate(IReadOnlyList<Summary> summaries, double startUp)
    {
        var (ours, rival) = (Find(summaries, startUp, Study.Ours), Find(summaries, startUp, "KPA default"));
        var bound = Find(summaries, startUp, FirstSightScaler.Title);
        return new Goal(
            Text($"start-up {startUp} s: 80 % fewer late than KPA default at 110 % of its hours"),
            ours.LatePercent <= 0.2 * rival.LatePercent && ours.ReplicaHours <= 1.1 * rival.ReplicaHours,
            Text($"{100 - (100 * ours.LatePercent / rival.LatePercent):0.0} % fewer at {100 * ours.ReplicaHours / rival.ReplicaHours:0.0} %; without replicas ahead of the first need nobody gets beyond {100 - (100 * bound.LatePercent / rival.LatePercent):0.0} %"));
    }

    private static Summary Find(IReadOnlyList<Summary> summaries, double startUp, string policy) =>
        summaries.First(summary => summary.Policy == policy && Math.Abs(summary.StartUpSeconds - startUp) < 0.5);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
