namespace Slipway.Planning.Rollouts;

/// <summary>A version that has a Deployment after a step.</summary>
/// <param name="Revision">Which one.</param>
/// <param name="Replicas">How many replicas it should have.</param>
/// <param name="HasServed">Whether it has had the traffic, so that it is a way back.</param>
/// <param name="RetireAt">When it goes; null: it stays.</param>
internal sealed record KeptVersion(string Revision, int Replicas, bool HasServed, DateTimeOffset? RetireAt)
{
    /// <summary>Whether it has replicas only because requests name it.</summary>
    public bool IsWoken { get; init; }
}
