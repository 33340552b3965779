using Slipway.Planning.Autoscaling.Demand;

namespace Slipway.Planning.Autoscaling;

/// <summary>What is known about one version at one moment.</summary>
public sealed record ScaleObservation
{
    /// <summary>What the gateways see.</summary>
    public required DemandSample Demand { get; init; }

    /// <summary>How many replicas the version is asked to have now.</summary>
    public required int Replicas { get; init; }

    /// <summary>Replicas that take requests.</summary>
    public int Ready { get; init; }

    /// <summary>Of the ready ones, those that gateways leave out because they fail.</summary>
    public int Ejected { get; init; }

    /// <summary>Replicas on a node and on their way.</summary>
    public IReadOnlyList<StartingReplica> Starting { get; init; } = [];

    /// <summary>Replicas for which there is no node.</summary>
    public int Unschedulable { get; init; }

    /// <summary>How long the first of them has waited.</summary>
    public TimeSpan UnschedulableFor { get; init; }

    /// <summary>How long replicas took from being scheduled to being ready, of those that became ready since the last decision.</summary>
    public IReadOnlyList<TimeSpan> Started { get; init; } = [];
}
