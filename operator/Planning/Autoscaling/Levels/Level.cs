using System.Collections.Immutable;

namespace Slipway.Planning.Autoscaling.Levels;

/// <summary>When at least so many replicas were needed.</summary>
public sealed record Level
{
    /// <summary>When they were last needed; null: never, or they are needed now.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Seconds for which they were not needed, of the last times when that was long; oldest first.</summary>
    public ImmutableArray<double> Gaps { get; init; } = [];

    /// <summary>What follows from the gaps; null: not enough of them yet.</summary>
    public HoldPlan? Plan { get; init; }
}
