namespace Slipway.Kubernetes.Leadership;

/// <summary>Works only while this process leads.</summary>
internal interface ILeaderElector : ILeadership
{
    /// <summary>How the election stands, for probes.</summary>
    LeadershipStatus Status { get; }

    /// <summary>Waits for leadership, works, and gives it back once the work has ended.</summary>
    /// <param name="work">Cancelled when leadership is lost; ends by itself when the process is asked to stop.</param>
    /// <param name="stopping">Ends the waiting; the work listens to it itself.</param>
    Task<LeadershipEnd> RunAsync(Func<CancellationToken, Task> work, CancellationToken stopping);
}
