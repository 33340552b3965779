namespace Slipway.Simulator.Engine;

/// <summary>What came of a workload under a policy.</summary>
/// <param name="Workload">Which.</param>
/// <param name="Policy">Whose.</param>
/// <param name="StartUpSeconds">How long replicas took to start.</param>
/// <param name="LatePercent">Requests that waited too long, were refused or gave up.</param>
/// <param name="ReplicaHours">GPU time of all replicas, also while they started and drained.</param>
/// <param name="Requests">How many there were.</param>
/// <param name="P99WaitSeconds">The wait that one in a hundred exceeds; those who gave up count as the longest.</param>
internal sealed record Result(
    string Workload, string Policy, double StartUpSeconds, double LatePercent, double ReplicaHours, int Requests, double P99WaitSeconds);
