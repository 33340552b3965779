using Slipway.Planning.Rollouts;
using Slipway.Planning.Rollouts.Progressive;
using Slipway.Planning.Status.Diagnosis;

namespace Slipway.Planning.Status;

/// <summary>What status, events and the next look are made from: the step, and what is wrong with each version.</summary>
internal sealed record Verdict
{
    public required RolloutStep Step { get; init; }

    /// <summary>Why versions with replicas are not ready, by revision; a version that is ready, or going, is absent.</summary>
    public required IReadOnlyDictionary<string, Finding> Findings { get; init; }

    /// <summary>When the wanted version will have taken too long; null when it is ready.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>How far the rollout is.</summary>
    public RolloutProgress Progress { get; init; } = new();

    /// <summary>When the rollout is to be decided anew; null: not before something happens.</summary>
    public TimeSpan? LookAgain { get; init; }

    /// <summary>Why nothing gets better without help; null: it does.</summary>
    public Finding? Stall { get; init; }
}
