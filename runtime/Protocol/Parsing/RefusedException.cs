namespace Slipway.Runtime.Protocol.Parsing;

/// <summary>Leaves the parser from any depth; caught only by its entry, which makes it a value.</summary>
internal sealed class RefusedException(ProtocolError error) : Exception(error.Message)
{
    public RefusedException(string message)
        : this(ProtocolError.Invalid(message))
    {
    }

    public ProtocolError Error { get; } = error;

    public static RefusedException Unsupported(string message) => new(new ProtocolError(ProtocolErrorKind.Unsupported, message));
}
