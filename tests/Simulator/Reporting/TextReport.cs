using System.Globalization;
using Slipway.Simulator.Engine;

namespace Slipway.Simulator.Reporting;

/// <summary>The results as text.</summary>
internal static class TextReport
{
    public static void Write(TextWriter output, IReadOnlyList<Result> results, IReadOnlyList<Result> scarce)
    {
        output.WriteLine("\nlate % / replica-hours, mean of all workloads; then each of them");
        WriteRows(output, results);
        output.WriteLine("\nten GPUs, start-up 120 s");
        WriteRows(output, scarce);
    }

    public static void WriteRows(TextWriter output, IReadOnlyList<Result> results)
    {
        var byRow = results.ToLookup(result => (result.StartUpSeconds, result.Policy));
        foreach (var summary in Summary.Of(results))
        {
            var each = byRow[(summary.StartUpSeconds, summary.Policy)].GroupBy(result => result.Workload)
                .Select(group => Text($"{group.Key} {group.Average(result => result.LatePercent):0.0}/{group.Average(result => result.ReplicaHours):0}"));
            output.WriteLine(Text($"{summary.StartUpSeconds,4:0} s  {summary.Policy,-18} {summary.LatePercent,6:0.00} /{summary.ReplicaHours,6:0.0}   {string.Join("  ", each)}"));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
