using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Rollouts.Capacity;

/// <summary>What is asked of the cluster.</summary>
internal sealed record CapacityQuestion
{
    /// <summary>A pod of the new version.</summary>
    public required V1PodSpec Candidate { get; init; }

    /// <summary>Pods of the old version, with their nodes.</summary>
    public IReadOnlyList<V1Pod> Stable { get; init; } = [];

    /// <summary>Replicas that carry all of the traffic.</summary>
    public required int Total { get; init; }

    /// <summary>Replicas of the new version that have their room already.</summary>
    public int Present { get; init; }

    /// <summary>Replicas that would be busy to 85 % now; null: not known.</summary>
    public int? Load { get; init; }

    /// <summary>One of <see cref="Slipway.Api.CapacityModes"/>.</summary>
    public required string Mode { get; init; }

    /// <summary>Whether versions can share the traffic, which replacing one by one needs.</summary>
    public required bool CanReplace { get; init; }

    public bool AllowDowntime { get; init; }
}
