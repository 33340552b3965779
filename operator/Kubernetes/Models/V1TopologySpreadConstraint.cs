using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Models;

/// <summary>How pods spread over failure domains.</summary>
public sealed class V1TopologySpreadConstraint : KubernetesModel
{
    [Description("The greatest allowed difference in the number of matching pods between two domains.")]
    public int? MaxSkew { get; set; }

    [Description("The node label whose values are the domains.")]
    public string? TopologyKey { get; set; }

    [Description("What to do with a pod that does not fit: DoNotSchedule or ScheduleAnyway.")]
    public string? WhenUnsatisfiable { get; set; }

    [Description("The pods that are counted.")]
    public V1LabelSelector? LabelSelector { get; set; }
}
