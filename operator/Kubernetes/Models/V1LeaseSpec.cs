namespace Slipway.Kubernetes.Models;

/// <summary>Who holds a Lease.</summary>
public sealed class V1LeaseSpec : KubernetesModel
{
    public string? HolderIdentity { get; set; }

    public int? LeaseDurationSeconds { get; set; }

    public MicroTime? AcquireTime { get; set; }

    public MicroTime? RenewTime { get; set; }

    public int? LeaseTransitions { get; set; }
}
