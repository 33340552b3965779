using Slipway.Api;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Autoscaling.Demand;

namespace Slipway.Planning.Autoscaling;

/// <summary>Puts the pods of a version into the autoscaler's terms.</summary>
public static class FleetReader
{
    /// <summary>What is known of one version.</summary>
    /// <param name="observation">Everything known of the model.</param>
    /// <param name="deployment">The version's Deployment.</param>
    /// <param name="demand">What gateways see.</param>
    /// <param name="started">Start-up times that are new.</param>
    /// <param name="now">The present.</param>
    public static ScaleObservation Read(
        Observation observation, V1Deployment deployment, DemandSample demand, IReadOnlyList<TimeSpan> started, DateTimeOffset now)
    {
        var pods = Pods(observation, deployment).ToList();
        var ready = pods.Count(PodFacts.IsReady);
        var waiting = pods.Where(IsUnschedulable).Select(pod => now - UnschedulableSince(pod)).ToList();
        return new ScaleObservation
        {
            Demand = demand,
            Replicas = deployment.Spec.Replicas ?? 1,
            Ready = ready,
            Ejected = Math.Min(demand.Ejected, ready),
            Starting =
            [
                .. pods.Where(pod => !PodFacts.IsReady(pod) && PodFacts.IsScheduled(pod) && !PodFacts.LostReadiness(pod))
                    .Select(pod => new StartingReplica(now - (PodFacts.StartedAt(pod) ?? now))),
            ],
            Unschedulable = waiting.Count,
            UnschedulableFor = waiting.DefaultIfEmpty().Max(),
            Started = started,
        };
    }

    /// <summary>Start-up times by pod UID, of pods that are ready and never restarted: from a node to readiness.</summary>
    public static IEnumerable<KeyValuePair<string, TimeSpan>> StartUps(Observation observation, V1Deployment deployment) =>
        from pod in Pods(observation, deployment)
        where PodFacts.IsReady(pod) && PodFacts.Runtime(pod) is { RestartCount: 0 }
        let began = PodFacts.StartedAt(pod)
        let ready = PodFacts.Condition(pod, "Ready")!.LastTransitionTime
        where began is not null && ready > began
        select KeyValuePair.Create(pod.Metadata.Uid!, ready.Value - began.Value);

    /// <summary>How many pods of the version exist, if a quota or admission keeps further ones from being made; null: nothing does.</summary>
    public static int? PodsUnderQuota(Observation observation, V1Deployment deployment)
    {
        var conditions = (deployment.Status.Conditions ?? [])
            .Concat(observation.ReplicaSets.Where(set => Labels.RevisionOf(set) == Labels.RevisionOf(deployment)).SelectMany(set => set.Status.Conditions ?? []));
        return conditions.Any(condition => condition is { Type: "ReplicaFailure", Status: "True" }) ? Pods(observation, deployment).Count() : null;
    }

    /// <summary>Whether the pod waits for a node.</summary>
    public static bool IsUnschedulable(V1Pod pod) =>
        PodFacts.Condition(pod, "PodScheduled") is { Status: "False", Reason: "Unschedulable" } && pod.Spec.NodeName is null;

    /// <summary>The live pods of the version.</summary>
    public static IEnumerable<V1Pod> Pods(Observation observation, V1Deployment deployment) =>
        observation.Pods.Where(pod => Labels.RevisionOf(pod) == Labels.RevisionOf(deployment) && PodFacts.IsLive(pod));

    private static DateTimeOffset UnschedulableSince(V1Pod pod) =>
        PodFacts.Condition(pod, "PodScheduled")?.LastTransitionTime ?? pod.Metadata.CreationTimestamp ?? DateTimeOffset.MaxValue;
}
