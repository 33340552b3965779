using Slipway.Kubernetes.Models;

namespace Slipway.Local.Node.Pods;

/// <summary>Sets conditions of pods; the time moves only when the status does.</summary>
internal static class PodConditions
{
    public static void Set(V1PodStatus status, string type, bool isTrue, DateTimeOffset now, string? reason = null, string? message = null)
    {
        status.Conditions ??= [];
        var text = isTrue ? "True" : "False";
        var condition = status.Conditions.Find(candidate => candidate.Type == type);
        if (condition is null)
            status.Conditions.Add(condition = new() { Type = type });
        if (condition.Status != text)
            condition.LastTransitionTime = now;
        (condition.Status, condition.Reason, condition.Message) = (text, reason, message);
    }
}
