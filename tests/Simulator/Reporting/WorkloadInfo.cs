namespace Slipway.Simulator.Reporting;

/// <summary>A workload, without its requests.</summary>
internal sealed record WorkloadInfo(string Name, int Seed, double Hours, int Requests);
