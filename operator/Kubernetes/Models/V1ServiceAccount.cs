using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Models;

/// <summary>An identity for pods.</summary>
[KubernetesEntity(Group = "", ApiVersion = "v1", Kind = "ServiceAccount", PluralName = "serviceaccounts")]
public sealed class V1ServiceAccount : KubernetesEntity
{
    public bool? AutomountServiceAccountToken { get; set; }

    public List<V1LocalObjectReference>? ImagePullSecrets { get; set; }
}
