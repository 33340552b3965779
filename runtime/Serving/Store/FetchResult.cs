using System.Diagnostics.CodeAnalysis;

namespace Slipway.Runtime.Serving.Store;

/// <summary>A fetched model or the reason why there is none.</summary>
public sealed record FetchResult
{
    private FetchResult(StoredModel? model, StartFailure? failure) => (Model, Failure) = (model, failure);

    /// <summary>The model; null when fetching failed.</summary>
    public StoredModel? Model { get; }

    /// <summary>Why there is no model; null when there is one.</summary>
    public StartFailure? Failure { get; }

    /// <summary>Whether there is a model.</summary>
    [MemberNotNullWhen(true, nameof(Model))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Model is not null;

    /// <summary>Wraps a model.</summary>
    public static FetchResult From(StoredModel model) => new(model, null);

    /// <summary>Wraps a failure.</summary>
    public static FetchResult Failed(StartFailure failure) => new(null, failure);

    /// <summary>Wraps a new failure.</summary>
    public static FetchResult Failed(StartFailureReason reason, string message) => new(null, new StartFailure(reason, message));
}
