namespace Slipway.Kubernetes.Models;

/// <summary>What a ReplicaSet is.</summary>
public sealed class V1ReplicaSetStatus : KubernetesModel
{
    public int? Replicas { get; set; }

    public int? ReadyReplicas { get; set; }

    public long? ObservedGeneration { get; set; }

    public List<V1DeploymentCondition>? Conditions { get; set; }
}
