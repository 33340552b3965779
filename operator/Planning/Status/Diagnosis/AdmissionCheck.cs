using Slipway.Api;

namespace Slipway.Planning.Status.Diagnosis;

/// <summary>Pods are not even made: a quota is used up, or admission refuses them. The Deployment or its ReplicaSet says so.</summary>
internal static class AdmissionCheck
{
    public static Finding? Check(VersionView version)
    {
        var conditions = (version.Deployment?.Status.Conditions ?? [])
            .Concat(version.ReplicaSets.SelectMany(set => set.Status.Conditions ?? []));
        if (conditions.FirstOrDefault(condition => condition is { Type: "ReplicaFailure", Status: "True" }) is not { } failure)
            return null;

        var text = Texts.Sentence(failure.Message);
        return text.Contains("exceeded quota", StringComparison.OrdinalIgnoreCase)
            ? new(Reasons.QuotaExceeded, $"{text} Free some of it, or ask for a larger quota. Goes on by itself then.", Outcome.Waiting)
            : new(Reasons.AdmissionRefused, $"{text} Change the spec, or the rule that refuses the pod. Kubernetes tries again.", Outcome.Waiting);
    }
}
