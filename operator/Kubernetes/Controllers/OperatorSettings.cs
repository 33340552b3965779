namespace Slipway.Kubernetes.Controllers;

/// <summary>How an operator runs.</summary>
public sealed record OperatorSettings
{
    /// <summary>Names the operator: lease, field manager, event source.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Namespaces to watch; empty: all. One that may not be listed is set aside, with all work in it, until it may be; at least
    /// one must be readable.
    /// </summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>
    /// Whether first lists are asked for as streams, which spares the server's memory. Servers that cannot (before 1.32, by default)
    /// refuse, which costs one request per kind; then lists are read page by page. Default true.
    /// </summary>
    public bool StreamingLists { get; init; } = true;

    /// <summary>Objects reconciled at the same time, per controller. Default 4.</summary>
    public int MaxConcurrentReconciles { get; init; } = 4;

    /// <summary>A reconciliation that takes longer is cancelled and counts as failed. Default 5 min.</summary>
    public TimeSpan ReconcileTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long reconciliations under way may take to end when the process is asked to stop. Default 10 s.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Only one of several processes works at a time. Default true.</summary>
    public bool LeaderElection { get; init; } = true;

    /// <summary>Name of the lease; null: <see cref="Name"/>. Operators with different work in one namespace need different ones.</summary>
    public string? LeaseName { get; init; }

    /// <summary>Where the lease lives; null: the namespace of this pod, or of the kubeconfig.</summary>
    public string? LeaseNamespace { get; init; }

    /// <summary>How long a lease is valid after its last renewal. Default 15 s.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The leader stops when it could not renew for this long. Default 10 s; must be less than the duration.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between tries. Default 2 s.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>What happens when leadership is lost; null: the process stops with exit code 1.</summary>
    public Action? OnLeadershipLost { get; init; }
}
