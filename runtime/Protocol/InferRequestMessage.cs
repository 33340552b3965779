using System.Collections.Immutable;

namespace Slipway.Runtime.Protocol;

/// <summary>An infer request that is right in itself; whether it fits the model is for the signature check. Owns its inputs.</summary>
public sealed class InferRequestMessage : IDisposable
{
    /// <summary>To be echoed; null when not sent.</summary>
    public string? Id { get; init; }

    /// <summary>The inputs as sent; unique names.</summary>
    public required IReadOnlyList<WireTensor> Inputs { get; init; }

    /// <summary>The outputs asked for, unique names; empty: all, in the model's order.</summary>
    public ImmutableArray<RequestedOutput> Outputs { get; init; } = [];

    /// <summary>Whether outputs are wanted as raw bytes when <see cref="Outputs"/> is empty.</summary>
    public bool BinaryOutput { get; init; }

    /// <summary>Whether NaN and the infinities are wanted as strings in JSON, instead of the bare words that strict readers refuse.</summary>
    public bool NonFiniteAsStrings { get; init; }

    /// <summary>1 is the most urgent; 0 is the model's default.</summary>
    public ulong Priority { get; init; }

    /// <summary>How long the client is ready to wait; null: no limit of its own.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var input in Inputs) input.Dispose();
    }
}
