namespace Slipway.Kubernetes.Controllers;

/// <summary>How an operator runs.</summary>
public sealed record OperatorSettings
{
    /// <summary>Names the operator: lease, field manager, event source.</summary>
    public required string Name { get; init; }

    /// <summary>Namespaces to watch; empty: all.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>Objects reconciled at the same time, per controller. Default 4.</summary>
    public int MaxConcurrentReconciles { get; init; } = 4;

    /// <summary>Only one of several processes works at a time. Default true.</summary>
    public bool LeaderElection { get; init; } = true;

    /// <summary>Where the lease lives; null: the namespace of this pod, or of the kubeconfig.</summary>
    public string? LeaseNamespace { get; init; }

    /// <summary>How long a lease is valid after its last renewal. Default 15 s.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The leader stops when it could not renew for this long. Default 10 s; must be less than the duration.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between tries. Default 2 s.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);
}
