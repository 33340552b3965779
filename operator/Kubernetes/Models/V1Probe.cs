namespace Slipway.Kubernetes.Models;

/// <summary>A health check by the kubelet.</summary>
public sealed class V1Probe : KubernetesModel
{
    public V1HTTPGetAction? HttpGet { get; set; }

    public int? InitialDelaySeconds { get; set; }

    public int? PeriodSeconds { get; set; }

    public int? TimeoutSeconds { get; set; }

    public int? SuccessThreshold { get; set; }

    public int? FailureThreshold { get; set; }
}
