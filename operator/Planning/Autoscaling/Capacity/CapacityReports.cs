using Slipway.Kubernetes.Models;
using Slipway.Planning.Runtime;

namespace Slipway.Planning.Autoscaling.Capacity;

/// <summary>
/// Which of the replicas' reports counts for their version. Where requests teach a runtime its capacity (decision 0016), the replica that
/// has served the longest has learned the most, and what one has learned holds for those that come after it.
/// </summary>
public static class CapacityReports
{
    /// <summary>The version's capacity.</summary>
    /// <param name="pods">Of the version.</param>
    /// <param name="statuses">What runtimes report, by pod UID.</param>
    /// <param name="before">What was known before; null: nothing.</param>
    /// <returns>Null: nothing is known.</returns>
    public static RuntimeCapacity? Choose(IEnumerable<V1Pod> pods, IReadOnlyDictionary<string, RuntimeStatus> statuses, RuntimeCapacity? before)
    {
        var reports = pods.OrderBy(ReadySince).Select(pod => Of(pod, statuses)).OfType<RuntimeCapacity>().ToList();
        return reports.Find(IsLearned) ?? (before is not null && IsLearned(before) ? before : reports.FirstOrDefault() ?? before);
    }

    /// <summary>The replica whose report is worth another look now and then, since requests may have taught it something; null: there is none.</summary>
    /// <param name="pods">Of the version.</param>
    /// <param name="statuses">What runtimes report, by pod UID.</param>
    public static V1Pod? Learner(IEnumerable<V1Pod> pods, IReadOnlyDictionary<string, RuntimeStatus> statuses) =>
        pods.Where(PodFacts.IsReady).Where(pod => MayLearn(Of(pod, statuses))).MinBy(ReadySince);

    private static RuntimeCapacity? Of(V1Pod pod, IReadOnlyDictionary<string, RuntimeStatus> statuses) =>
        statuses.GetValueOrDefault(pod.Metadata.Uid ?? "")?.Capacity;

    private static bool IsLearned(RuntimeCapacity capacity) => capacity.Source == CapacitySource.Learned;

    private static bool MayLearn(RuntimeCapacity? capacity) => capacity?.Source is CapacitySource.Provisional or CapacitySource.Learned;

    private static DateTimeOffset ReadySince(V1Pod pod) =>
        PodFacts.IsReady(pod) ? PodFacts.Condition(pod, "Ready")?.LastTransitionTime ?? DateTimeOffset.MaxValue : DateTimeOffset.MaxValue;
}
