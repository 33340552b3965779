using Slipway.Api;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Status.Diagnosis;

/// <summary>The scheduler finds no node with enough free GPUs.</summary>
internal static class GpuCheck
{
    public static Finding? Check(V1Pod pod, VersionView version) =>
        PodFacts.Condition(pod, "PodScheduled") is { Status: "False", Message: { } text }
        && text.Contains($"Insufficient {version.GpuResource}", StringComparison.Ordinal)
            ? new(
                Reasons.WaitingForGpu,
                $"no node has enough free {version.GpuResource}: {Texts.Sentence(text)} Free or add GPUs. Goes on by itself then.",
                Outcome.Waiting)
            : null;
}
