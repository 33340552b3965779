namespace Slipway.Gateway.Shadowing;

/// <summary>A copy that is to be sent.</summary>
internal sealed record ShadowCopy
{
    public required ShadowRule Rule { get; init; }

    /// <summary>What it has taken of the budget; whoever has the copy last gives it back.</summary>
    public required ShadowLease Lease { get; init; }

    public required bool IsGrpc { get; init; }

    /// <summary>What the replica is asked.</summary>
    public required string Path { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    public required IReadOnlyList<(string Name, string Value)> Headers { get; init; }

    /// <summary>Names the request in the logs of both versions.</summary>
    public required string RequestId { get; init; }

    /// <summary>How long the answer may take.</summary>
    public required TimeSpan Patience { get; init; }

    /// <summary>What the caller was answered; null: it is not compared.</summary>
    public CapturedAnswer? Serving { get; init; }
}
