using System.Collections.Immutable;

namespace Slipway.Runtime.Serving;

/// <summary>One request that has passed every check that needs no execution. Owns its inputs.</summary>
public sealed class InferenceRequest : IDisposable
{
    /// <summary>The client's name for the request; null when it gave none.</summary>
    public string? Id { get; init; }

    /// <summary>The inputs, in the client's order; disposed with the request.</summary>
    public required IReadOnlyList<Tensor> Inputs { get; init; }

    /// <summary>The outputs to compute, in the order to answer; empty means all, in the model's order.</summary>
    public ImmutableArray<string> RequestedOutputs { get; init; } = [];

    /// <summary>What the client asks of the scheduler.</summary>
    public RequestParameters Parameters { get; init; } = RequestParameters.None;

    /// <summary>After this the request fails with <see cref="Failure.TimedOut"/> when it waits, <see cref="Failure.RunTimedOut"/> when it runs.</summary>
    public Deadline Deadline { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var input in Inputs) input.Dispose();
    }
}
