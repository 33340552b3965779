using Slipway.Api;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Resources;

namespace Slipway.Planning.Status.Diagnosis;

/// <summary>The kernel ended the runtime. At load that repeats until the limit is raised; while serving it depends on the requests.</summary>
internal static class OutOfMemoryCheck
{
    private const int Killed = 137;

    public static Finding? Check(V1Pod pod, VersionView version)
    {
        if (PodFacts.Failure(pod) is not { } ended)
            return null;
        if (ended.Reason != "OOMKilled" && (ended.ExitCode != Killed || ended.Reason == "ContainerStatusUnknown"))
            return null;

        var limit = MemoryLimit(pod) is { } amount ? $"its memory limit of {amount}" : "the memory of its node";
        return PodFacts.WasServing(pod, ended)
            ? new(
                Reasons.OutOfMemory,
                $"the runtime used more than {limit} while serving. Raise spec.resources.limits.memory, or send smaller batches. "
                + $"Restarting, {Texts.Attempt(PodFacts.Runtime(pod)?.RestartCount)}.",
                Outcome.Retrying)
            : new(
                Reasons.OutOfMemory,
                $"the runtime used more than {limit} while loading the model. Raise spec.resources.limits.memory. Stalled until then.",
                Outcome.Stalled);
    }

    private static string? MemoryLimit(V1Pod pod) =>
        pod.Spec.Containers?.Find(container => container.Name == PodTemplateBuilder.ContainerName)?.Resources?.Limits is { } limits
        && limits.TryGetValue("memory", out var amount)
            ? amount.Value
            : null;
}
