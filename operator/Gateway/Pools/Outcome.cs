namespace Slipway.Gateway.Pools;

/// <summary>How a replica took a request.</summary>
internal enum Outcome
{
    /// <summary>It answered, whatever the status.</summary>
    Answered,

    /// <summary>It answered with a failure of its own: 5xx.</summary>
    Failed,

    /// <summary>The connection broke.</summary>
    Broken,

    /// <summary>There was no connection: nothing of the request has been sent.</summary>
    Unreachable,

    /// <summary>It had no room and said so: another may have.</summary>
    NotAdmitted,

    /// <summary>The client left first, which says nothing about the replica.</summary>
    Cancelled,
}
