using System.Text.Json;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Rollouts.Capacity;

/// <summary>
/// Whether a pod may run on a node at all: ready, not cordoned, its labels selected, its taints tolerated. Affinity and topology spread
/// are left to the scheduler; when those say no, the pod is Unschedulable and the deadline counts.
/// </summary>
internal static class NodeFit
{
    public static bool Admits(V1Node node, V1PodSpec pod) =>
        node.Status?.Conditions?.Find(condition => condition.Type == "Ready")?.Status == "True"
        && !(Spec(node, "unschedulable") is { ValueKind: JsonValueKind.True })
        && (pod.NodeSelector ?? []).All(wanted => node.Metadata.Labels?.GetValueOrDefault(wanted.Key) == wanted.Value)
        && Taints(node).All(taint => taint.Effect == "PreferNoSchedule" || (pod.Tolerations ?? []).Exists(toleration => Tolerates(toleration, taint)));

    private static bool Tolerates(V1Toleration toleration, (string? Key, string? Value, string? Effect) taint) =>
        (string.IsNullOrEmpty(toleration.Effect) || toleration.Effect == taint.Effect)
        && (string.IsNullOrEmpty(toleration.Key) ? toleration.Operator == "Exists" : toleration.Key == taint.Key)
        && (toleration.Operator == "Exists" || (toleration.Value ?? "") == (taint.Value ?? ""));

    private static IEnumerable<(string? Key, string? Value, string? Effect)> Taints(V1Node node)
    {
        if (Spec(node, "taints") is not { ValueKind: JsonValueKind.Array } taints)
            yield break;
        foreach (var taint in taints.EnumerateArray().Where(taint => taint.ValueKind == JsonValueKind.Object))
            yield return (Text(taint, "key"), Text(taint, "value"), Text(taint, "effect"));
    }

    // The model of a node has no spec; unknown members are kept as they are.
    private static JsonElement? Spec(V1Node node, string member) =>
        node.UnknownFields?.TryGetValue("spec", out var spec) == true && spec.ValueKind == JsonValueKind.Object && spec.TryGetProperty(member, out var value)
            ? value
            : null;

    private static string? Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
