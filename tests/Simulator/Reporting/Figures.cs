using System.Globalization;
using Slipway.Simulator.Engine;
using Slipway.Tests.Support.Benchmarks;

namespace Slipway.Simulator.Reporting;

/// <summary>The table as figures of the report.</summary>
internal static class Figures
{
    public static void Add(BenchmarkReport report, IReadOnlyList<Result> results, string circumstance)
    {
        foreach (var summary in Summary.Of(results))
        {
            var subject = string.Create(CultureInfo.InvariantCulture, $"{circumstance}start-up {summary.StartUpSeconds:0} s, {summary.Policy}");
            report.Figure($"{subject}: late %", summary.LatePercent);
            report.Figure($"{subject}: replica-hours", summary.ReplicaHours);
        }
    }
}
