using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Rollouts.Capacity;

/// <summary>A node and what its pods leave of it.</summary>
/// <param name="Node">The node.</param>
/// <param name="Free">Allocatable less what pods ask for, by resource, in base units; less than 0 where they ask for more than there is.</param>
public sealed record NodeCapacity(V1Node Node, IReadOnlyDictionary<string, decimal> Free);
