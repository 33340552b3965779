using Slipway.Kubernetes.Models;
using Slipway.Planning.Revisions;
using Slipway.Planning.Runtime;

namespace Slipway.Planning;

/// <summary>One version and all that was observed of it.</summary>
internal sealed record VersionView
{
    public required RevisionEntry Entry { get; init; }

    /// <summary>Null: there is none, or it is being deleted.</summary>
    public V1Deployment? Deployment { get; init; }

    /// <summary>What its replicas must serve; null: nothing is pinned (yet).</summary>
    public ContentPin? Pin { get; init; }

    /// <summary>The ConfigMap that holds the pin; null: there is none.</summary>
    public V1ConfigMap? PinStored { get; init; }

    /// <summary>ReplicaSets of the Deployment.</summary>
    public IReadOnlyList<V1ReplicaSet> ReplicaSets { get; init; } = [];

    /// <summary>Pods that neither have ended nor are being deleted, by name.</summary>
    public IReadOnlyList<V1Pod> Pods { get; init; } = [];

    /// <summary>Pods that their node ended or did not take, which Kubernetes has left behind.</summary>
    public IReadOnlyList<V1Pod> EndedByNode { get; init; } = [];

    /// <summary>Events about the model's pods.</summary>
    public IReadOnlyCollection<Corev1Event> Events { get; init; } = [];

    /// <summary>What runtimes report, by pod UID.</summary>
    public required IReadOnlyDictionary<string, RuntimeStatus> RuntimeStatuses { get; init; }

    /// <summary>The extended resource by which the version's replicas ask for GPUs.</summary>
    public required string GpuResource { get; init; }

    public string Revision => Entry.Revision;

    /// <summary>The name that clients use.</summary>
    public string Name => Entry.Record.Version;

    public int Ready => Pods.Count(PodFacts.IsReady);

    public IEnumerable<V1Pod> Unready => Pods.Where(pod => !PodFacts.IsReady(pod));

    /// <summary>Replicas that found other content than the one that is pinned, and can be spared: those that serve only while another one does.</summary>
    public IEnumerable<V1Pod> Strays => Pods.Where(IsStray).Where(pod => !PodFacts.IsReady(pod) || Pods.Any(other => PodFacts.IsReady(other) && !IsStray(other)));

    /// <summary>When the last of the ready pods became so; null: none is.</summary>
    public DateTimeOffset? ReadySince => Pods.Where(PodFacts.IsReady).Max(pod => PodFacts.Condition(pod, "Ready")!.LastTransitionTime);

    /// <summary>The most restarts of any pod's runtime.</summary>
    public int Restarts => Pods.Select(pod => PodFacts.Runtime(pod)?.RestartCount ?? 0).DefaultIfEmpty().Max();

    /// <summary>What the pod's runtime reports, or null.</summary>
    public RuntimeStatus? RuntimeStatusOf(V1Pod pod) => RuntimeStatuses.GetValueOrDefault(pod.Metadata.Uid ?? "");

    /// <summary>The latest event about a pod with one of these reasons, or null.</summary>
    public Corev1Event? LatestEvent(V1Pod pod, params string[] reasons) =>
        Events.Where(seen => seen.InvolvedObject?.Uid == pod.Metadata.Uid && reasons.Contains(seen.Reason))
            .MaxBy(seen => seen.LastTimestamp ?? seen.EventTime?.Value ?? seen.FirstTimestamp ?? DateTimeOffset.MinValue);

    private bool IsStray(V1Pod pod) => Pin?.IsBrokenBy(RuntimeStatusOf(pod)) == true;
}
