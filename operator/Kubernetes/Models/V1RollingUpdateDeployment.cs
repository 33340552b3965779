namespace Slipway.Kubernetes.Models;

/// <summary>Limits of a rolling replacement.</summary>
public sealed class V1RollingUpdateDeployment : KubernetesModel
{
    public IntOrString? MaxSurge { get; set; }

    public IntOrString? MaxUnavailable { get; set; }
}
