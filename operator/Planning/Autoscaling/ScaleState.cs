using System.Collections.Immutable;
using Slipway.Planning.Autoscaling.Levels;

namespace Slipway.Planning.Autoscaling;

/// <summary>What one decision hands to the next.</summary>
public sealed record ScaleState
{
    /// <summary>Nothing is known yet.</summary>
    public static ScaleState Empty { get; } = new();

    /// <summary>Time at a replica per request; null: none was seen.</summary>
    public double? ServiceSeconds { get; init; }

    public StartUps StartUps { get; init; } = new();

    public LevelHistory Levels { get; init; } = LevelHistory.Empty;

    public Trend Trend { get; init; } = new();

    /// <summary>Hold after regret; null: as computed.</summary>
    public double? HoldSeconds { get; init; }

    /// <summary>When that hold was last regretted or eased.</summary>
    public DateTimeOffset? HoldChangedAt { get; init; }

    /// <summary>The most replicas that were let go lately, and when: needing them again soon is a regret.</summary>
    public ReleasedReplicas? Released { get; init; }

    /// <summary>Since when nobody asks; null: somebody does.</summary>
    public DateTimeOffset? IdleSince { get; init; }

    /// <summary>Seconds of the last 50 idle times, oldest first.</summary>
    public ImmutableArray<double> IdleGaps { get; init; } = [];

    /// <summary>When a request last waited; null: none did.</summary>
    public DateTimeOffset? QueuedAt { get; init; }

    public DateTimeOffset? LastDownAt { get; init; }

    /// <summary>No replica is let go before; after a start of the operator.</summary>
    public DateTimeOffset? FrozenUntil { get; init; }

    /// <summary>When a minute of limited growth began, and from how many.</summary>
    public GrowthBudget? Growth { get; init; }
}
