namespace Slipway.Kubernetes.Models;

/// <summary>What a ReplicaSet should be.</summary>
public sealed class V1ReplicaSetSpec : KubernetesModel
{
    public int? Replicas { get; set; }

    public int? MinReadySeconds { get; set; }

    public V1LabelSelector? Selector { get; set; }

    public V1PodTemplateSpec? Template { get; set; }
}
