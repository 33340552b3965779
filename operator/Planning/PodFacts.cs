using Slipway.Kubernetes.Models;
using Slipway.Planning.Resources;

namespace Slipway.Planning;

/// <summary>What a pod's status says, in the terms that decisions need.</summary>
internal static class PodFacts
{
    /// <summary>How late a node may tell that a pod has ended.</summary>
    private static readonly TimeSpan EndingTakes = TimeSpan.FromSeconds(30);

    /// <summary>Whether it counts: neither ended nor being deleted.</summary>
    public static bool IsLive(V1Pod pod) => pod.Metadata.DeletionTimestamp is null && pod.Status.Phase is not ("Failed" or "Succeeded");

    /// <summary>Whether the pod as a whole was ended from outside: a container's end alone never ends a pod that is always restarted.</summary>
    public static bool IsEndedByNode(V1Pod pod) => pod is { Metadata.DeletionTimestamp: null, Status: { Phase: "Failed", Reason.Length: > 0 } };

    /// <summary>
    /// Whether it was to be gone long ago: its node does not answer, and the pod stays in the API until the node comes back or is removed.
    /// </summary>
    public static bool IsForsaken(V1Pod pod, DateTimeOffset now) => pod.Metadata.DeletionTimestamp is { } due && due + EndingTakes < now;

    public static bool IsReady(V1Pod pod) => IsLive(pod) && Condition(pod, "Ready")?.Status == "True";

    public static bool IsScheduled(V1Pod pod) => Condition(pod, "PodScheduled")?.Status == "True" || pod.Spec.NodeName is not null;

    public static V1PodCondition? Condition(V1Pod pod, string type) => pod.Status.Conditions?.Find(condition => condition.Type == type);

    /// <summary>The runtime's container; null before the kubelet has looked at the pod.</summary>
    public static V1ContainerStatus? Runtime(V1Pod pod) =>
        pod.Status.ContainerStatuses?.Find(container => container.Name == PodTemplateBuilder.ContainerName);

    /// <summary>Whether the runtime's process is there.</summary>
    public static bool IsRunning(V1Pod pod) => Runtime(pod)?.State?.Running is not null;

    /// <summary>All containers that have not started, with what they wait for.</summary>
    public static IEnumerable<V1ContainerStateWaiting> Waiting(V1Pod pod) =>
        (pod.Status.InitContainerStatuses ?? []).Concat(pod.Status.ContainerStatuses ?? [])
            .Select(container => container.State?.Waiting)
            .OfType<V1ContainerStateWaiting>();

    /// <summary>
    /// How the runtime ended the last time, if that is why the pod is not ready: null when it is running and has been ready since.
    /// </summary>
    public static V1ContainerStateTerminated? Failure(V1Pod pod)
    {
        var runtime = Runtime(pod);
        if (runtime?.State?.Terminated is { } ended)
            return ended;
        return LostReadiness(pod) ? null : runtime?.LastState?.Terminated;
    }

    /// <summary>Whether the running process was ready and is not any more: readiness flipped after it had started.</summary>
    public static bool LostReadiness(V1Pod pod) =>
        Runtime(pod)?.State?.Running is { StartedAt: { } started } && ReadinessFlippedAt(pod) is { } flipped && flipped > started;

    /// <summary>Whether the process that ended had been ready until then (kubelet's times have whole seconds).</summary>
    public static bool WasServing(V1Pod pod, V1ContainerStateTerminated ended) =>
        ReadinessFlippedAt(pod) is { } flipped && flipped > ended.StartedAt && flipped >= ended.FinishedAt - TimeSpan.FromSeconds(1);

    /// <summary>When the clock of a pod's start began: when it was scheduled, else when it was made.</summary>
    public static DateTimeOffset? StartedAt(V1Pod pod) =>
        Condition(pod, "PodScheduled") is { Status: "True", LastTransitionTime: { } scheduled } ? scheduled : pod.Metadata.CreationTimestamp;

    private static DateTimeOffset? ReadinessFlippedAt(V1Pod pod) =>
        Condition(pod, "Ready") is { Status: "False" } condition ? condition.LastTransitionTime : null;
}
