using System.Diagnostics.CodeAnalysis;

namespace Slipway.Runtime.Protocol;

/// <summary>A parsed request or why it is refused.</summary>
public readonly record struct InferRequestResult
{
    private InferRequestResult(InferRequestMessage? request, ProtocolError? error) => (Request, Error) = (request, error);

    /// <summary>The request, which the receiver must dispose; null when refused.</summary>
    public InferRequestMessage? Request { get; }

    /// <summary>Why it is refused; null when it is not.</summary>
    public ProtocolError? Error { get; }

    /// <summary>Whether there is a request.</summary>
    [MemberNotNullWhen(true, nameof(Request))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Request is not null;

    internal static InferRequestResult From(InferRequestMessage request) => new(request, null);

    internal static InferRequestResult Refused(ProtocolError error) => new(null, error);
}
