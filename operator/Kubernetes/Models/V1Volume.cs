namespace Slipway.Kubernetes.Models;

/// <summary>Storage that containers of a pod can mount.</summary>
public sealed class V1Volume : KubernetesModel
{
    public string? Name { get; set; }

    public V1EmptyDirVolumeSource? EmptyDir { get; set; }

    public V1SecretVolumeSource? Secret { get; set; }

    public V1ConfigMapVolumeSource? ConfigMap { get; set; }

    public V1PersistentVolumeClaimVolumeSource? PersistentVolumeClaim { get; set; }
}
