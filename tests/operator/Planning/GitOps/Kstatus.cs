using Slipway.Api;

namespace Slipway.Planning.Tests.GitOps;

/// <summary>
/// kstatus, by which Flux and <c>kubectl</c>-like tools judge any kind, re-stated for custom resources. Source:
/// https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/status/status.go (Compute, checkGenericProperties, checkReadyCondition).
/// </summary>
internal static class Kstatus
{
    public static string Of(ModelDeployment model)
    {
        if (model.Metadata.DeletionTimestamp is not null)
            return "Terminating";
        if (model.Status.ObservedGeneration is { } observed && observed != model.Metadata.Generation)
            return "InProgress";
        var conditions = model.Status.Conditions ?? [];
        // The first of both that is true decides, in the order in which they are written.
        var telling = conditions.Find(condition => condition is { Type: "Reconciling" or "Stalled", Status: "True" });
        if (telling is not null)
            return telling.Type == "Stalled" ? "Failed" : "InProgress";
        return conditions.Find(condition => condition.Type == "Ready") is { } ready && ready.Status != "True" ? "InProgress" : "Current";
    }
}
