using Slipway.Simulator.Engine;

namespace Slipway.Simulator.Reporting;

/// <summary>What artifacts/bench/autoscaler.json holds.</summary>
internal sealed record ReportDocument
{
    public required IReadOnlyList<WorkloadInfo> Workloads { get; init; }

    public required IReadOnlyList<Summary> Summaries { get; init; }

    public required IReadOnlyList<Goal> Goals { get; init; }

    public required IReadOnlyList<Result> Results { get; init; }

    /// <summary>With ten GPUs and a start-up of 120 s.</summary>
    public required IReadOnlyList<Summary> TenGpus { get; init; }
}
