using Slipway.Api;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Status.Diagnosis;

/// <summary>A volume cannot be mounted, or the claim behind it does not exist.</summary>
internal static class VolumeCheck
{
    public static Finding? Check(V1Pod pod, VersionView version)
    {
        if (PodFacts.IsRunning(pod))
            return null;
        var scheduler = PodFacts.Condition(pod, "PodScheduled") is { Status: "False" } refused ? refused.Message : null;
        var text = scheduler?.Contains("persistentvolumeclaim", StringComparison.OrdinalIgnoreCase) == true
            ? scheduler
            : version.LatestEvent(pod, "FailedMount", "FailedAttachVolume", "FailedMapVolume")?.Message;
        return text is null
            ? null
            : new(
                Reasons.VolumeMountFailed,
                $"a volume of pod {pod.Metadata.Name} cannot be mounted: {Texts.Sentence(text)} Check the volume that spec.model.uri or "
                + "spec.podTemplate names. Kubernetes tries again.",
                Outcome.Waiting);
    }
}
