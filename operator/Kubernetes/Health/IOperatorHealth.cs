namespace Slipway.Kubernetes.Health;

/// <summary>What an operator's probes answer. Registered by <c>AddKubernetesOperator</c>; the program maps it to URLs.</summary>
public interface IOperatorHealth
{
    /// <summary><c>/healthz</c>: unhealthy when only a restart helps.</summary>
    HealthVerdict Live { get; }

    /// <summary>
    /// <c>/readyz</c>: healthy once the API server has answered and, where this process leads, all informers have synced.
    /// A process that waits for the lease is ready.
    /// </summary>
    HealthVerdict Ready { get; }

    /// <summary>
    /// Why what this process knows of the cluster may be old: the last try to follow it failed. Null: it follows. After an outage it
    /// takes until the first change, or up to a minute, to be sure.
    /// </summary>
    string? Interruption { get; }
}
