using Slipway.Kubernetes.Models;

namespace Slipway.Local.Node.Workloads;

/// <summary>What controllers read in the status of pods.</summary>
internal static class PodStates
{
    public static bool IsActive(V1Pod pod) => pod.Metadata.DeletionTimestamp is null && pod.Status.Phase is not ("Succeeded" or "Failed");

    public static bool IsReady(V1Pod pod) =>
        IsActive(pod) && pod.Status.Conditions?.Exists(condition => condition is { Type: "Ready", Status: "True" }) == true;

    /// <summary>Pods in the order in which they go when there are too many: those that help least first.</summary>
    public static IEnumerable<V1Pod> LeastUsefulFirst(IEnumerable<V1Pod> pods) => pods
        .OrderBy(pod => pod.Spec.NodeName is not null)
        .ThenBy(pod => pod.Status.Phase == "Running")
        .ThenBy(IsReady)
        .ThenByDescending(pod => pod.Metadata.CreationTimestamp)
        .ThenBy(pod => pod.Metadata.Name, StringComparer.Ordinal);
}
