using Slipway.Kubernetes.Models;
using Slipway.Planning.Rollouts.Analysis;
using Slipway.Planning.Runtime;

namespace Slipway.Controllers.Observing;

/// <summary>
/// What was read about the pods of one ModelDeployment besides what the informers know, by pod UID. Its object is never
/// reconciled twice at a time, so it needs no lock; what it hands out is never changed afterwards.
/// </summary>
internal sealed class ModelMemory
{
    private readonly HashSet<string> ready = new(StringComparer.Ordinal);

    public Dictionary<string, RuntimeStatus> RuntimeStatuses { get; private set; } = new(StringComparer.Ordinal);

    public Dictionary<string, IReadOnlyList<Corev1Event>> Events { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>The latest results of queries, by metric name.</summary>
    public IReadOnlyDictionary<string, ExternalSample> External { get; private set; } = new Dictionary<string, ExternalSample>(StringComparer.Ordinal);

    /// <summary>Runtimes answer cheaply, and progress is shown to people.</summary>
    public ReadSchedule StatusReads { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    /// <summary>What requests teach a runtime is known after some hundred runs, and changes rarely.</summary>
    public ReadSchedule StatusLooks { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5));

    /// <summary>Events are read from the API server.</summary>
    public ReadSchedule EventReads { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));

    /// <summary>Forgets pods that no longer exist. What one that has just become ready says is news, however long it was silent before.</summary>
    public void Keep(IReadOnlyCollection<V1Pod> pods)
    {
        var podUids = pods.Select(pod => pod.Metadata.Uid!).ToHashSet(StringComparer.Ordinal);
        ready.IntersectWith(podUids);
        foreach (var pod in pods.Where(pod => pod.Status.Conditions?.Exists(condition => condition is { Type: "Ready", Status: "True" }) == true))
        {
            if (ready.Add(pod.Metadata.Uid!))
                StatusReads.Reset(pod.Metadata.Uid!);
        }

        RuntimeStatuses = Kept(RuntimeStatuses, podUids);
        Events = Kept(Events, podUids);
        StatusReads.Keep(podUids);
        StatusLooks.Keep(podUids);
        EventReads.Keep(podUids);
    }

    public void Note(IEnumerable<KeyValuePair<string, RuntimeStatus>> statuses)
    {
        RuntimeStatuses = new(RuntimeStatuses, StringComparer.Ordinal);
        foreach (var (uid, status) in statuses)
            RuntimeStatuses[uid] = status;
    }

    /// <summary>Whether a runtime says another capacity than before.</summary>
    public bool TellsOtherCapacity(V1Pod pod, RuntimeStatus? status) =>
        status?.Capacity is { } capacity
        && (RuntimeStatuses.GetValueOrDefault(pod.Metadata.Uid!)?.Capacity is not { } before
            || (capacity.Concurrency, capacity.Source) != (before.Concurrency, before.Source));

    /// <summary>Only what was asked last is remembered.</summary>
    public void Note(IReadOnlyDictionary<string, ExternalSample> external) => External = external;

    public void Note(string podUid, IReadOnlyList<Corev1Event> events) => Events = new(Events, StringComparer.Ordinal) { [podUid] = events };

    private static Dictionary<string, T> Kept<T>(Dictionary<string, T> all, HashSet<string> podUids) =>
        all.Keys.All(podUids.Contains) ? all : all.Where(entry => podUids.Contains(entry.Key)).ToDictionary(StringComparer.Ordinal);
}
