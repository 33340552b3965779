using Slipway.Kubernetes.Models;
using Slipway.Planning.Rollouts.Capacity;

namespace Slipway.Planning;

/// <summary>What the cluster has and what of it is taken: the ground of capacity planning.</summary>
public sealed record ClusterResources
{
    /// <summary>All nodes by name, with what is free on each; null: not visible, which leaves them to the scheduler.</summary>
    public IReadOnlyDictionary<string, NodeCapacity>? Nodes { get; init; }

    /// <summary>The quotas of the model's namespace; empty: none, or not visible, which leaves them to the API server.</summary>
    public IReadOnlyCollection<V1ResourceQuota> Quotas { get; init; } = [];
}
