using Slipway.Kubernetes.Models;
using Slipway.Planning.Runtime;

namespace Slipway.Controllers.Measuring;

/// <summary>How long each step of a replica's start took; pure.</summary>
internal static class StartPhases
{
    /// <summary>
    /// <c>scheduled</c> (creation to node), <c>pulled</c> (node to running container: image and volumes), then what the
    /// runtime measured itself: <c>downloaded</c>, <c>loaded</c>, <c>warmed</c>. Steps that are not known are left out.
    /// </summary>
    public static IEnumerable<KeyValuePair<string, double>> Of(V1Pod pod, RuntimeStatus? status)
    {
        var scheduled = TransitionOf(pod, "PodScheduled");
        if (pod.Metadata.CreationTimestamp is { } created && scheduled is { } onNode)
            yield return new("scheduled", Seconds(onNode - created));
        var started = pod.Status?.ContainerStatuses is [{ RestartCount: null or 0, State.Running.StartedAt: { } at }, ..] ? at : (DateTimeOffset?)null;
        if (scheduled is { } from && started is { } running)
            yield return new("pulled", Seconds(running - from));
        foreach (var phase in status?.Phases ?? [])
        {
            if (NameOf(phase.Name) is { } name)
                yield return new(name, phase.Seconds);
        }
    }

    /// <summary>When the pod last became ready; null when it is not.</summary>
    public static DateTimeOffset? ReadySince(V1Pod pod) => TransitionOf(pod, "Ready");

    private static DateTimeOffset? TransitionOf(V1Pod pod, string condition) =>
        pod.Status?.Conditions?.Find(candidate => candidate.Type == condition && candidate.Status == "True")?.LastTransitionTime;

    private static double Seconds(TimeSpan span) => Math.Max(0, span.TotalSeconds);

    private static string? NameOf(string phase) => phase switch
    {
        nameof(RuntimePhase.Downloading) => "downloaded",
        nameof(RuntimePhase.Loading) => "loaded",
        nameof(RuntimePhase.WarmingUp) => "warmed",
        _ => null,
    };
}
