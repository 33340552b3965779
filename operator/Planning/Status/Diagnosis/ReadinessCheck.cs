using Slipway.Api;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Status.Diagnosis;

/// <summary>A replica was ready and is not any more, though its process is there, as far as its node has said.</summary>
internal static class ReadinessCheck
{
    public static Finding? Check(V1Pod pod, VersionView version) => PodFacts.LostReadiness(pod)
        ? new(
            Reasons.NotAnswering,
            $"pod {pod.Metadata.Name} was ready and is not any more: it does not answer its readiness probe, or its node {pod.Spec.NodeName} "
            + "does not. It gets no requests; it is restarted if it fails its liveness probe as well, and replaced if its node stays away.",
            Outcome.Retrying)
        : null;
}
