using Slipway.Api;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Status.Diagnosis;

/// <summary>The runtime ended without saying why.</summary>
internal static class CrashCheck
{
    public static Finding? Check(V1Pod pod, VersionView version)
    {
        // A start that the kubelet could not even begin has a container of its own to blame.
        if (PodFacts.Failure(pod) is not { } ended || ended.Reason is "ContainerCannotRun" or "StartError")
            return null;
        var said = string.IsNullOrWhiteSpace(ended.Message) ? "" : $" Its last words: {Texts.Sentence(ended.Message)}";
        return new(
            Reasons.CrashLooping,
            $"the runtime of pod {pod.Metadata.Name} ended with exit code {ended.ExitCode}.{said} See the log of the replica. "
            + $"Restarting, {Texts.Attempt(PodFacts.Runtime(pod)?.RestartCount)}.",
            Outcome.Retrying);
    }
}
