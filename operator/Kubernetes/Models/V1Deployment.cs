using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Models;

/// <summary>Keeps a number of identical pods running.</summary>
[KubernetesEntity(Group = "apps", ApiVersion = "v1", Kind = "Deployment", PluralName = "deployments")]
public sealed class V1Deployment : KubernetesEntity, ISpec<V1DeploymentSpec>, IStatus<V1DeploymentStatus>
{
    public V1DeploymentSpec Spec { get; set; } = new();

    public V1DeploymentStatus Status { get; set; } = new();
}
