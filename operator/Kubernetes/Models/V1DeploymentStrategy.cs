namespace Slipway.Kubernetes.Models;

/// <summary>How pods are replaced when the template changes.</summary>
public sealed class V1DeploymentStrategy : KubernetesModel
{
    /// <summary>RollingUpdate or Recreate.</summary>
    public string? Type { get; set; }

    public V1RollingUpdateDeployment? RollingUpdate { get; set; }
}
