namespace Slipway.Kubernetes.Models;

/// <summary>What a PodDisruptionBudget allows.</summary>
public sealed class V1PodDisruptionBudgetSpec : KubernetesModel
{
    /// <summary>A number, or a percentage of the pods that there should be, rounded up.</summary>
    public IntOrString? MaxUnavailable { get; set; }

    /// <summary>The pods. Never empty here: an empty one means all pods in v1, and none in v1beta1.</summary>
    public V1LabelSelector? Selector { get; set; }
}
