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
}
