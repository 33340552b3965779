using Slipway.Kubernetes.Entities.Attributes;
using Slipway.Kubernetes.Models;

namespace Slipway.Api;

/// <summary>Which nodes replicas may run on; passed on to the pods as it is.</summary>
[Description("Which nodes replicas may run on.")]
public sealed class SchedulingSpec : KubernetesModel
{
    [Items(maxItems: ModelDeploymentLimits.MapEntries)]
    [Description("Labels that a node must have.")]
    public Dictionary<string, string>? NodeSelector { get; set; }

    [Items(maxItems: ModelDeploymentLimits.Tolerations)]
    [Description("Taints of nodes that replicas accept.")]
    public List<V1Toleration>? Tolerations { get; set; }

    [Description("Attraction to and repulsion from nodes and pods, as in a pod's spec.affinity.")]
    public V1Affinity? Affinity { get; set; }

    [Length(1, ModelDeploymentLimits.ObjectNameLength)]
    [Pattern(Patterns.ObjectName)]
    [Description("PriorityClass of the pods.")]
    public string? PriorityClassName { get; set; }

    [Length(1, ModelDeploymentLimits.ObjectNameLength)]
    [Pattern(Patterns.ObjectName)]
    [Description("RuntimeClass of the pods, where GPUs need one (often nvidia).")]
    public string? RuntimeClassName { get; set; }

    [Items(maxItems: ModelDeploymentLimits.TopologySpreads)]
    [Description("How replicas spread over failure domains. A constraint without labelSelector counts the replicas of its own version.")]
    public List<V1TopologySpreadConstraint>? TopologySpread { get; set; }
}
