namespace Slipway.Kubernetes.Models;

/// <summary>Selects objects by their labels; all terms must hold.</summary>
public sealed class V1LabelSelector : KubernetesModel
{
    public Dictionary<string, string>? MatchLabels { get; set; }

    public List<V1LabelSelectorRequirement>? MatchExpressions { get; set; }
}
