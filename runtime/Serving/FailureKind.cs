namespace Slipway.Runtime.Serving;

/// <summary>Whose turn it is after a failure. Members equal Slipway.Runtime.Protocol.ProtocolErrorKind in name.</summary>
public enum FailureKind
{
    /// <summary>The request is wrong and would fail again. HTTP 400.</summary>
    InvalidArgument,

    /// <summary>Something that is named does not exist. HTTP 404.</summary>
    NotFound,

    /// <summary>Not now: queue full, timed out in the queue, stopping. HTTP 503.</summary>
    Unavailable,

    /// <summary>Understood, but not offered. HTTP 501.</summary>
    Unsupported,

    /// <summary>The model or the server failed. HTTP 500.</summary>
    Internal,

    /// <summary>The run took longer than it may. HTTP 504.</summary>
    DeadlineExceeded,
}
