using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Models;

/// <summary>Selects objects by their labels; all terms must hold.</summary>
public sealed class V1LabelSelector : KubernetesModel
{
    [Description("Labels that must have exactly these values.")]
    public Dictionary<string, string>? MatchLabels { get; set; }

    [Description("Further requirements; all must hold.")]
    public List<V1LabelSelectorRequirement>? MatchExpressions { get; set; }
}
