namespace Slipway.Simulator.Workloads;

/// <summary>Which workloads: constants are chosen on one half and judged on the other.</summary>
internal enum WorkloadHalf
{
    Tuning,
    Reporting,
}
