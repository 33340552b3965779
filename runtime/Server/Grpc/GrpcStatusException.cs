using Slipway.Runtime.Protocol;

namespace Slipway.Runtime.Server.Grpc;

/// <summary>Leaves a call from any depth; caught only by <see cref="GrpcHandler"/>, which makes it the trailers.</summary>
internal sealed class GrpcStatusException(GrpcCode code, string message) : Exception(message)
{
    public GrpcStatusException(ProtocolError error)
        : this(CodeOf(error.Kind), error.Message)
    {
    }

    public GrpcCode Code { get; } = code;

    private static GrpcCode CodeOf(ProtocolErrorKind kind) => kind switch
    {
        ProtocolErrorKind.InvalidArgument => GrpcCode.InvalidArgument,
        ProtocolErrorKind.NotFound => GrpcCode.NotFound,
        ProtocolErrorKind.Unavailable => GrpcCode.Unavailable,
        ProtocolErrorKind.Unsupported => GrpcCode.Unimplemented,
        ProtocolErrorKind.DeadlineExceeded => GrpcCode.DeadlineExceeded,
        _ => GrpcCode.Internal,
    };
}
