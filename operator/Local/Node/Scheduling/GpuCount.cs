using Slipway.Kubernetes.Models;

namespace Slipway.Local.Node.Scheduling;

/// <summary>Extended resources that pods ask for. The node has only one kind: GPUs of NVIDIA.</summary>
internal static class GpuCount
{
    public const string Resource = "nvidia.com/gpu";

    /// <summary>Names and amounts of extended resources; they are whole numbers, and the limit is the request.</summary>
    public static IReadOnlyDictionary<string, int> WantedBy(V1Pod pod) => (pod.Spec.Containers ?? [])
        .SelectMany(container => container.Resources?.Limits ?? [])
        .Where(limit => limit.Key.Contains('/'))
        .GroupBy(limit => limit.Key, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => (int)group.Sum(limit => limit.Value.ToDecimal()), StringComparer.Ordinal);

    /// <summary>How many GPUs of NVIDIA the pod asks for.</summary>
    public static int Of(V1Pod pod) => WantedBy(pod).GetValueOrDefault(Resource);
}
