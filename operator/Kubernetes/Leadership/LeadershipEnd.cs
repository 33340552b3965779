namespace Slipway.Kubernetes.Leadership;

/// <summary>Why a process leads no more.</summary>
internal enum LeadershipEnd
{
    /// <summary>It was asked to stop, and has released the lease.</summary>
    Stopped,

    /// <summary>It could not renew in time, or another took the lease. The process must end.</summary>
    Lost,
}
