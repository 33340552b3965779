namespace Slipway.Kubernetes.Models;

/// <summary>What a pod is made from.</summary>
public sealed class V1PodTemplateSpec : KubernetesModel
{
    public V1ObjectMeta? Metadata { get; set; }

    public V1PodSpec? Spec { get; set; }
}
