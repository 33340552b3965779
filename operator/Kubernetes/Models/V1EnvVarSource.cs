namespace Slipway.Kubernetes.Models;

/// <summary>Where a variable's value comes from.</summary>
public sealed class V1EnvVarSource : KubernetesModel
{
    public V1ObjectFieldSelector? FieldRef { get; set; }

    public V1SecretKeySelector? SecretKeyRef { get; set; }
}
