namespace Slipway.Runtime.Protocol;

/// <summary>Why a message is refused.</summary>
/// <param name="Kind">The class, from which the status follows.</param>
/// <param name="Message">For the client, in one line.</param>
public sealed record ProtocolError(ProtocolErrorKind Kind, string Message)
{
    /// <summary>The HTTP status code.</summary>
    public int HttpStatus => Kind switch
    {
        ProtocolErrorKind.InvalidArgument => 400,
        ProtocolErrorKind.NotFound => 404,
        ProtocolErrorKind.Unavailable => 503,
        ProtocolErrorKind.Unsupported => 501,
        ProtocolErrorKind.DeadlineExceeded => 504,
        _ => 500,
    };

    /// <summary>The client's mistake.</summary>
    public static ProtocolError Invalid(string message) => new(ProtocolErrorKind.InvalidArgument, message);

    /// <summary>No such model, in the words that clients look for.</summary>
    public static ProtocolError UnknownModel(string model) =>
        new(ProtocolErrorKind.NotFound, $"Request for unknown model: '{model}' is not found");
}
