using Slipway.Api;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Rollouts.Capacity;

/// <summary>
/// Decides how room for a new version is made, before anything moves. Room for all of it is asked for, not for its first step alone:
/// else a rollout would stop half-way, with the old version unable to go.
/// </summary>
/// <remarks>
/// First row that holds:
/// <code>
/// | mode          | room for all | replicas | one fits in an old one's place, and the rest carries the load | then                     |
/// | not Replace   | yes          | any      | any                                                           | Surge                    |
/// | Surge ¹       | no           | any      | any                                                           | Wait                     |
/// | Auto, Replace | no matter    | ≥ 2      | yes                                                           | Replace                  |
/// | Auto, Replace | no matter    | ≥ 2      | no                                                            | Wait                     |
/// | Auto, Replace | no matter    | 1        | any                                                           | Recreate if allowed, else Wait |
/// </code>
/// ¹ Also every strategy in which versions cannot share the traffic. Where nodes cannot be seen, they have room: the scheduler will tell.
/// </remarks>
internal static class CapacityPlan
{
    public static CapacityDecision Decide(ClusterResources cluster, CapacityQuestion question, string? gpuResource)
    {
        var needed = Math.Max(0, question.Total - question.Present);
        var nodes = new NodeRoom(cluster, question.Candidate, gpuResource);
        var quota = new QuotaRoom(cluster.Quotas, question.Candidate);
        var fits = Math.Min(nodes.Fits, quota.Fits);
        if (question.Mode != CapacityModes.Replace && fits >= needed)
        {
            return new(CapacityKind.Surge, nodes.IsKnown
                ? $"there is room for {needed} more replicas beside the old ones"
                : "what the nodes have room for is not known; the scheduler will tell");
        }

        var lack = Lack(needed, fits, nodes, quota);
        if (question.Mode == CapacityModes.Surge || !question.CanReplace)
            return lack;
        return question.Total == 1
            ? Alone(question, fits >= needed && question.Mode == CapacityModes.Replace, lack)
            : OneByOne(cluster, question, nodes, lack);
    }

    /// <summary>The cluster as it would be without these pods.</summary>
    public static ClusterResources Without(ClusterResources cluster, IReadOnlyList<V1Pod> pods) => pods.Count == 0
        ? cluster
        : cluster with
        {
            Nodes = cluster.Nodes?.ToDictionary(
                node => node.Key, node => node.Value with { Free = NodeRoom.Freed(node.Value, pods.Where(pod => pod.Spec.NodeName == node.Key)) }, StringComparer.Ordinal),
            Quotas = [.. cluster.Quotas.Select(quota => QuotaRoom.Freed(quota, pods))],
        };

    private static CapacityDecision Lack(int needed, int fits, NodeRoom nodes, QuotaRoom quota)
    {
        var isQuota = quota.Fits < nodes.Fits;
        return new(
            CapacityKind.Wait,
            $"{needed} more replicas are needed and there is room for {fits}: {(isQuota ? quota.Describe() : nodes.Describe())}",
            isQuota ? Reasons.QuotaExceeded : nodes.LacksGpus ? Reasons.WaitingForGpu : Reasons.InsufficientCapacity);
    }

    private static CapacityDecision Alone(CapacityQuestion question, bool hasRoom, CapacityDecision lack)
    {
        var why = hasRoom ? "capacityMode Replace has no second replica to serve meanwhile" : lack.Message;
        return question.AllowDowntime
            ? new(CapacityKind.Recreate, $"{why}; the only replica stops first, as allowDowntime says, and requests wait")
            : new(
                CapacityKind.Wait,
                $"{why}. With one replica, replacing it would stop the service: free the room, raise replicas, or set rollout.allowDowntime",
                hasRoom ? Reasons.InsufficientCapacity : lack.Reason);
    }

    private static CapacityDecision OneByOne(ClusterResources cluster, CapacityQuestion question, NodeRoom nodes, CapacityDecision lack)
    {
        var old = question.Stable.Where(pod => pod.Spec.NodeName is not null).ToList();
        var isInPlace = old.Exists(pod => nodes.FitsInPlaceOf(pod) && Allowed(cluster, question.Candidate, pod) > 0);
        if (!isInPlace && (nodes.Fits == 0 || new QuotaRoom(cluster.Quotas, question.Candidate).Fits == 0))
            return lack with { Message = $"{lack.Message}; a replica does not fit in the place of an old one either" };
        if (question.Load is { } load && load > question.Total - 1)
        {
            return lack with
            {
                Message = $"{lack.Message}; and no old replica can be spared: the requests keep {load} of {question.Total} busy. It goes on when there are fewer",
            };
        }

        return new(CapacityKind.Replace, $"{lack.Message}; new replicas take the places of old ones, one at a time");
    }

    private static int Allowed(ClusterResources cluster, V1PodSpec candidate, V1Pod freed) =>
        new QuotaRoom(cluster.Quotas, candidate, freed.Spec).Fits;
}
