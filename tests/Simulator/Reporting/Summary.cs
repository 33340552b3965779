using Slipway.Simulator.Engine;

namespace Slipway.Simulator.Reporting;

/// <summary>A policy over all workloads, at one start-up time. Each workload weighs the same.</summary>
/// <param name="Policy">Whose.</param>
/// <param name="StartUpSeconds">How long replicas took to start.</param>
/// <param name="LatePercent">Mean of late requests.</param>
/// <param name="ReplicaHours">Mean of replica hours.</param>
internal sealed record Summary(string Policy, double StartUpSeconds, double LatePercent, double ReplicaHours)
{
    /// <summary>In the order of the results.</summary>
    public static List<Summary> Of(IEnumerable<Result> results) =>
    [
        .. results.GroupBy(result => (result.StartUpSeconds, result.Policy))
            .Select(group => new Summary(
                group.Key.Policy,
                group.Key.StartUpSeconds,
                group.Average(result => result.LatePercent),
                group.Average(result => result.ReplicaHours))),
    ];
}
