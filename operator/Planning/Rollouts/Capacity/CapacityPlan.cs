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
/// ¹ Also every strategy in which versions cannot share the traffic.
/// </remarks>
internal static class CapacityPlan
{
    public static CapacityDecision Decide(ClusterResources cluster, CapacityQuestion question, string? gpuResource)
    {
        var needed = Math.Max(0, question.Total - question.Present);
        var nodes = new NodeRoom(cluster, question.Candidate, gpuResource);
        var quota = new QuotaRoom(cluster.Quotas, question.Candidate);
        var fits = Math.Min(nodes.Fits, quota.Fits);
        var proof = quota.Fits < nodes.Fits ? quota.Describe() : nodes.Describe();
        if (question.Mode != CapacityModes.Replace && fits >= needed)
            return new(CapacityKind.Surge, $"there is room for {needed} more replicas beside the old ones");
        var lack = $"{needed} more replicas are needed and there is room for {fits}: {proof}";
        if (question.Mode == CapacityModes.Surge || !question.CanReplace)
            return new(CapacityKind.Wait, lack);
        return question.Total == 1
            ? Alone(question, fits >= needed && question.Mode == CapacityModes.Replace, lack)
            : OneByOne(cluster, question, nodes, lack);
    }

    private static CapacityDecision Alone(CapacityQuestion question, bool hasRoom, string lack)
    {
        var why = hasRoom ? "capacityMode Replace has no second replica to serve meanwhile" : lack;
        return question.AllowDowntime
            ? new(CapacityKind.Recreate, $"{why}; the only replica stops first, as allowDowntime says, and requests wait")
            : new(
                CapacityKind.Wait,
                $"{why}. With one replica, replacing it would stop the service: free the room, raise replicas, or set rollout.allowDowntime");
    }

    private static CapacityDecision OneByOne(ClusterResources cluster, CapacityQuestion question, NodeRoom nodes, string lack)
    {
        var old = question.Stable.Where(pod => pod.Spec.NodeName is not null).ToList();
        var isInPlace = old.Exists(pod => nodes.FitsInPlaceOf(pod) && Allowed(cluster, question.Candidate, pod) > 0);
        if (!isInPlace && (nodes.Fits == 0 || new QuotaRoom(cluster.Quotas, question.Candidate).Fits == 0))
            return new(CapacityKind.Wait, $"{lack}; a replica does not fit in the place of an old one either");
        if (question.Load is { } load && load > question.Total - 1)
        {
            return new(
                CapacityKind.Wait,
                $"{lack}; and no old replica can be spared: the requests keep {load} of {question.Total} busy. It goes on when there are fewer");
        }


        return new(CapacityKind.Replace, $"{lack}; new replicas take the places of old ones, one at a time");
    }

    private static int Allowed(ClusterResources cluster, V1PodSpec candidate, V1Pod freed) =>
        new QuotaRoom(cluster.Quotas, candidate, freed.Spec).Fits;
}
