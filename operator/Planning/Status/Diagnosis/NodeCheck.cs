using Slipway.Api;

namespace Slipway.Planning.Status.Diagnosis;

/// <summary>
/// A node ended a pod, or did not take it: memory or disk was short, it shuts down, its GPUs could not be given. Kubernetes makes
/// another pod, and leaves the old one behind for people to read.
/// </summary>
internal static class NodeCheck
{
    private static readonly string[] Evictions = ["Evicted", "Preempting", "Shutdown", "NodeShutdown", "Terminated"];

    public static Finding? Check(VersionView version)
    {
        var last = version.EndedByNode.MaxBy(pod => pod.Metadata.CreationTimestamp);
        if (last is null || !AreReplacements(version))
            return null;
        var text = Texts.Sentence(last.Status.Message ?? last.Status.Reason);
        return Evictions.Contains(last.Status.Reason)
            ? new(Reasons.Evicted, $"pod {last.Metadata.Name} was evicted from its node: {text} Another one is being started.", Outcome.Retrying)
            : new(Reasons.NodeRefused, $"a node did not take pod {last.Metadata.Name} ({last.Status.Reason}): {text} Another one is being started.", Outcome.Retrying);
    }

    // What ended long ago is no reason for what starts now: then more pods were made since than ended.
    private static bool AreReplacements(VersionView version)
    {
        var first = version.EndedByNode.Min(pod => pod.Metadata.CreationTimestamp);
        return version.Pods.Count(pod => pod.Metadata.CreationTimestamp > first) <= version.EndedByNode.Count;
    }
}
