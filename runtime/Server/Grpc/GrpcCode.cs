namespace Slipway.Runtime.Server.Grpc;

/// <summary>The status codes of gRPC that are used here.</summary>
internal enum GrpcCode
{
    /// <summary>Answered.</summary>
    Ok = 0,

    /// <summary>The client went away.</summary>
    Cancelled = 1,

    /// <summary>The request is wrong.</summary>
    InvalidArgument = 3,

    /// <summary>The client's deadline, or the run's limit, is over.</summary>
    DeadlineExceeded = 4,

    /// <summary>No such model.</summary>
    NotFound = 5,

    /// <summary>The message is too large.</summary>
    ResourceExhausted = 8,

    /// <summary>No such method, or understood but not offered.</summary>
    Unimplemented = 12,

    /// <summary>The model or the server failed.</summary>
    Internal = 13,

    /// <summary>Not now.</summary>
    Unavailable = 14,

    /// <summary>Not by the gateway.</summary>
    Unauthenticated = 16,
}
