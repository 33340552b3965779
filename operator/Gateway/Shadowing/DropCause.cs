namespace Slipway.Gateway.Shadowing;

/// <summary>Why a request that was to be copied was not, or why nothing came of it that speaks for or against the version.</summary>
internal enum DropCause
{
    /// <summary>No replica has room, or none can be reached: a caller's request would have waited or gone elsewhere.</summary>
    NoReplica,

    /// <summary>So many copies are under way already.</summary>
    TooMany,

    /// <summary>So many bytes of copies are kept already.</summary>
    TooManyBytes,

    /// <summary>The request has more than 1 MiB, or the answer more than 4 MiB.</summary>
    TooLarge,

    /// <summary>It is no V2 inference with one request and one answer.</summary>
    Protocol,

    /// <summary>The caller was not answered with success: there is nothing to compare with.</summary>
    NotServed,

    /// <summary>The serving version's answer cannot be read.</summary>
    Unreadable,

    /// <summary>The gateway is ending.</summary>
    Stopping,

    /// <summary>An error of the gateway's own, which is in its log.</summary>
    Internal,
}
