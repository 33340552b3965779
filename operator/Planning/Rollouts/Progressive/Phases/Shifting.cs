using Slipway.Api;

namespace Slipway.Planning.Rollouts.Progressive.Phases;

/// <summary>The share is decided; it counts from when every gateway routes by it.</summary>
internal static class Shifting
{
    public static RolloutProgress Next(RolloutProgress progress, RolloutInput input, DateTimeOffset now) =>
        Shares.Laggards(progress, input) is { } late
            ? progress.Blocked(late)
            : progress.Enter(RolloutPhase.Baking, now) with { Passes = 0, Baseline = null };
}
