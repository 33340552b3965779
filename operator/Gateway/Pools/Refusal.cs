namespace Slipway.Gateway.Pools;

/// <summary>Why a request gets no replica.</summary>
internal enum Refusal
{
    /// <summary>Too many requests, or too many bytes, wait already.</summary>
    QueueFull,

    /// <summary>Its time was over before a replica was free.</summary>
    DeadlinePassed,

    /// <summary>A replica cannot be ready before its deadline.</summary>
    CannotMakeDeadline,

    /// <summary>It does not wait, and no replica is there.</summary>
    NoReplica,

    /// <summary>It would wait here by the version's share of the traffic, which has gone to another version: it may ask there.</summary>
    Moved,
}
