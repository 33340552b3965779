using Slipway.Api;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Status.Diagnosis;

/// <summary>An image cannot be pulled.</summary>
internal static class ImageCheck
{
    private static readonly string[] PullFailures =
        ["ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "ImageInspectError", "RegistryUnavailable", "SignatureValidationFailed"];

    public static Finding? Check(V1Pod pod, VersionView version)
    {
        if (PodFacts.Waiting(pod).FirstOrDefault(waiting => PullFailures.Contains(waiting.Reason)) is not { } failed)
            return null;
        // A container in back-off only repeats its name; the cause is in the event.
        var text = version.LatestEvent(pod, "Failed", "InspectFailed", "ErrImageNeverPull")?.Message ?? failed.Message ?? failed.Reason;
        return new(
            Reasons.ImagePullFailed,
            $"the image of pod {pod.Metadata.Name} cannot be pulled: {Texts.Sentence(text)} Check spec.runtime.image and its pull secret. "
            + "Kubernetes tries again.",
            Outcome.Waiting);
    }
}
