namespace Slipway.Runtime.Protocol;

/// <summary>The classes of error that a client can tell apart; each has one HTTP and one gRPC status.</summary>
public enum ProtocolErrorKind
{
    /// <summary>HTTP 400, INVALID_ARGUMENT.</summary>
    InvalidArgument,

    /// <summary>HTTP 404, NOT_FOUND.</summary>
    NotFound,

    /// <summary>HTTP 503, UNAVAILABLE.</summary>
    Unavailable,

    /// <summary>HTTP 501, UNIMPLEMENTED.</summary>
    Unsupported,

    /// <summary>HTTP 500, INTERNAL.</summary>
    Internal,

    /// <summary>HTTP 504, DEADLINE_EXCEEDED.</summary>
    DeadlineExceeded,
}
