namespace Slipway.Planning.Rollouts;

/// <summary>A version that has a Deployment, or is wanted.</summary>
/// <param name="Revision">Which one.</param>
/// <param name="Ready">How many of its replicas are ready.</param>
/// <param name="Replicas">How many replicas its Deployment asks for now.</param>
/// <param name="HasServed">Whether it has had the traffic with at least one ready replica.</param>
/// <param name="RetireAt">When it was to go; null: not said.</param>
/// <param name="ReadySince">When the last of its ready replicas became so; null: none is.</param>
/// <param name="Restarts">How often the runtime of its least steady replica was restarted.</param>
internal sealed record RolloutVersion(
    string Revision, int Ready, int Replicas, bool HasServed, DateTimeOffset? RetireAt, DateTimeOffset? ReadySince = null, int Restarts = 0)
{
    /// <summary>Replicas that have a node.</summary>
    public int Scheduled { get; init; } = Ready;

    /// <summary>Replicas that exist in any state, also those that end.</summary>
    public int Pods { get; init; } = Ready;

    /// <summary>When the last of its replicas that are not ready was scheduled; null: all are ready, or none is scheduled.</summary>
    public DateTimeOffset? StartingSince { get; init; }
}
