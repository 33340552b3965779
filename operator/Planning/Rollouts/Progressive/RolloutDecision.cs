namespace Slipway.Planning.Rollouts.Progressive;

/// <summary>What is done now, and how far that is.</summary>
/// <param name="Step">Replicas, shares, and who goes.</param>
/// <param name="Progress">To be kept in status.rollout.</param>
/// <param name="LookAgain">When to decide anew even if nothing is reported; null: not before something is.</param>
internal sealed record RolloutDecision(RolloutStep Step, RolloutProgress Progress, TimeSpan? LookAgain)
{
    /// <summary>What is lacking while room is waited for, a constant of <see cref="Slipway.Api.Reasons"/>; null: nothing that can be named.</summary>
    public string? Lack { get; init; }
}
