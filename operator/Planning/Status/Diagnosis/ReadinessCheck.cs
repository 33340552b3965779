using Slipway.Api;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Status.Diagnosis;

/// <summary>A replica was ready and is not any more, though its process is there.</summary>
internal static class ReadinessCheck
{
    public static Finding? Check(V1Pod pod, VersionView version) => PodFacts.LostReadiness(pod)
        ? new(
            Reasons.NotAnswering,
            $"pod {pod.Metadata.Name} was ready and does not answer its readiness probe any more. It gets no requests; "
            + "it is restarted if it fails its liveness probe as well.",
            Outcome.Retrying)
        : null;
}
