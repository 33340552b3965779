namespace Slipway.Runtime.Protocol;

/// <summary>The answer to an infer request. Borrows its outputs.</summary>
public sealed record InferResponseMessage
{
    /// <summary>The model that answered.</summary>
    public required string ModelName { get; init; }

    /// <summary>The version that answered.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>The request's id; null is not written.</summary>
    public string? Id { get; init; }

    /// <summary>Whether NaN and the infinities are written as strings; else as the bare words <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>.</summary>
    public bool NonFiniteAsStrings { get; init; }

    /// <summary>The outputs, in the order asked for.</summary>
    public required IReadOnlyList<ResponseOutput> Outputs { get; init; }
}
