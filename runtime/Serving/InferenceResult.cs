using System.Diagnostics.CodeAnalysis;

namespace Slipway.Runtime.Serving;

/// <summary>A response or the failure in its place. Cancellation by the caller is neither: it throws <see cref="OperationCanceledException"/>.</summary>
public readonly record struct InferenceResult
{
    private InferenceResult(InferenceResponse? response, Failure? failure) => (Response, Failure) = (response, failure);

    /// <summary>The response, which the receiver must dispose; null when it failed.</summary>
    public InferenceResponse? Response { get; }

    /// <summary>Why there is no response; null when there is one.</summary>
    public Failure? Failure { get; }

    /// <summary>Whether there is a response.</summary>
    [MemberNotNullWhen(true, nameof(Response))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Response is not null;

    /// <summary>Wraps a response.</summary>
    public static InferenceResult From(InferenceResponse response) => new(response, null);

    /// <summary>Wraps a failure.</summary>
    public static InferenceResult Failed(Failure failure) => new(null, failure);

    /// <summary>Wraps a new failure.</summary>
    public static InferenceResult Failed(FailureKind kind, string message) => new(null, new Failure(kind, message));
}
