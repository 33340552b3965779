using Slipway.Kubernetes.Models;

namespace Slipway.Planning;

/// <summary>What the cluster has and what of it is taken: the ground of capacity planning.</summary>
public sealed record ClusterResources
{
    /// <summary>All nodes.</summary>
    public IReadOnlyCollection<V1Node> Nodes { get; init; } = [];

    /// <summary>All pods that have a node, of all namespaces; only name, node, phase and requests are looked at.</summary>
    public IReadOnlyCollection<V1Pod> Pods { get; init; } = [];

    /// <summary>The quotas of the model's namespace.</summary>
    public IReadOnlyCollection<V1ResourceQuota> Quotas { get; init; } = [];
}
