using Slipway.Api;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Status.Diagnosis;

/// <summary>The container cannot be created or started: its configuration, its image's program, its runtime class.</summary>
internal static class ContainerCheck
{
    private static readonly string[] StartFailures =
        ["CreateContainerConfigError", "CreateContainerError", "RunContainerError", "PreCreateHookError", "PreStartHookError", "PostStartHookError"];

    public static Finding? Check(V1Pod pod, VersionView version)
    {
        var text = PodFacts.Waiting(pod).FirstOrDefault(waiting => StartFailures.Contains(waiting.Reason))?.Message
            ?? (PodFacts.Failure(pod) is { Reason: "ContainerCannotRun" or "StartError" } ended ? ended.Message ?? ended.Reason : null)
            ?? (PodFacts.IsRunning(pod) ? null : version.LatestEvent(pod, "FailedCreatePodSandBox")?.Message);
        return text is null
            ? null
            : new(
                Reasons.ContainerCannotRun,
                $"a container of pod {pod.Metadata.Name} cannot be started: {Texts.Sentence(text)} Check spec.runtime, "
                + "spec.scheduling.runtimeClassName and spec.podTemplate. Kubernetes tries again.",
                Outcome.Waiting);
    }
}
