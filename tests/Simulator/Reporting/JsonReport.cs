using System.Text.Json;
using Slipway.Simulator.Engine;
using Slipway.Simulator.Workloads;

namespace Slipway.Simulator.Reporting;

/// <summary>The results for programs.</summary>
internal static class JsonReport
{
    public static void Write(string path, IReadOnlyList<Result> results, IReadOnlyList<Result> scarce, IReadOnlyList<Workload> workloads)
    {
        var report = new ReportDocument
        {
            Workloads = [.. workloads.Select(workload => new WorkloadInfo(workload.Name, workload.Seed, workload.Seconds / 3600, workload.Arrivals.Length))],
            Summaries = Summary.Of(results),
            Goals = [.. Goals.Judge(Summary.Of(results))],
            Results = results,
            TenGpus = Summary.Of(scarce),
        };
        File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(report, ReportJsonContext.Default.ReportDocument));
    }
}
