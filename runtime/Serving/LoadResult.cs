using System.Diagnostics.CodeAnalysis;

namespace Slipway.Runtime.Serving;

/// <summary>A loaded model or the reason why there is none.</summary>
public sealed record LoadResult
{
    private LoadResult(IModelBackend? backend, StartFailure? failure) => (Backend, Failure) = (backend, failure);

    /// <summary>The model, which the receiver must dispose; null when loading failed.</summary>
    public IModelBackend? Backend { get; }

    /// <summary>Why there is no model; null when there is one.</summary>
    public StartFailure? Failure { get; }

    /// <summary>Whether there is a model.</summary>
    [MemberNotNullWhen(true, nameof(Backend))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Backend is not null;

    /// <summary>Wraps a backend.</summary>
    public static LoadResult From(IModelBackend backend) => new(backend, null);

    /// <summary>Wraps a failure.</summary>
    public static LoadResult Failed(StartFailureReason reason, string message) => new(null, new StartFailure(reason, message));
}
