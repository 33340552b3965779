using System.Text.RegularExpressions;
using Slipway.Api;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Status.Diagnosis;

/// <summary>A Secret that the pod needs is not there: the kubelet says so in an event, or in the state of a container.</summary>
internal static partial class SecretCheck
{
    public static Finding? Check(V1Pod pod, VersionView version)
    {
        if (PodFacts.IsRunning(pod) || !PodFacts.IsScheduled(pod))
            return null;
        var texts = PodFacts.Waiting(pod).Where(waiting => waiting.Reason == "CreateContainerConfigError").Select(waiting => waiting.Message)
            .Append(version.LatestEvent(pod, "FailedMount")?.Message);
        var missing = texts.Select(text => Missing().Match(text ?? "")).FirstOrDefault(match => match.Success);
        return missing is null
            ? null
            : new(
                Reasons.SecretNotFound,
                $"Secret {missing.Groups["name"].Value} does not exist in the namespace. Create it, or correct the name in the spec. "
                + "The replica starts by itself once it is there.",
                Outcome.Waiting);
    }

    [GeneratedRegex("""(?i)secret "?(?<name>[a-z0-9.-]+)"? not found""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Missing();
}
