namespace Slipway.Kubernetes.Leadership;

/// <summary>Whether this process is the one that works. Registered by <c>AddKubernetesOperator</c>.</summary>
public interface ILeadership
{
    /// <summary>
    /// Whether this process may write now: it holds the lease, and nobody else can have taken it. Judged at the moment of
    /// asking by the local monotonic clock, so it is right even after the process stood still. Always true without election.
    /// </summary>
    bool IsLeading { get; }

    /// <summary>Name of this candidate in the lease.</summary>
    string Identity { get; }
}
