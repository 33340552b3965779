using Slipway.Api;

namespace Slipway.Planning.Autoscaling;

/// <summary>What the autoscaler has decided about a model.</summary>
public sealed record ModelScale
{
    /// <summary>How many replicas each version should have, by revision.</summary>
    public IReadOnlyDictionary<string, int> Replicas { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>How many requests the gateway may give a replica of each version at once, by revision.</summary>
    public IReadOnlyDictionary<string, int> Concurrency { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>What the status says; changes seldom.</summary>
    public ScalingStatus? Status { get; init; }

    /// <summary>Why there are fewer than needed: a reason and a message; null: there are not.</summary>
    public CapacityLimit? Limit { get; init; }
}
