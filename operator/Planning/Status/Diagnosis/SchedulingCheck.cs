using Slipway.Api;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Status.Diagnosis;

/// <summary>The scheduler finds no node, for another reason than GPUs.</summary>
internal static class SchedulingCheck
{
    public static Finding? Check(V1Pod pod, VersionView version) =>
        PodFacts.Condition(pod, "PodScheduled") is { Status: "False", Reason: "Unschedulable" } condition
            ? new(
                Reasons.Unschedulable,
                $"no node fits: {Texts.Sentence(condition.Message)} Change spec.resources or spec.scheduling, or add nodes. Goes on by itself then.",
                Outcome.Waiting)
            : null;
}
