using Slipway.Api;

namespace Slipway.Planning.Rollouts.Progressive.Phases;

/// <summary>All of the traffic moves: at once where there is room for both, else with each replica that has taken an old one's place.</summary>
internal static class Promoting
{
    public static RolloutProgress Next(RolloutProgress progress, RolloutInput input, DateTimeOffset now)
    {
        var canary = input.Version(progress.Canary);
        if (Shares.Laggards(progress, input) is { } late)
            return progress.Blocked(late);
        if (progress.Mode != CapacityModes.Replace)
            return Promoted(progress, now);
        if (progress.Weight == 100 && canary.Ready >= input.Total)
            return Promoted(progress, now);
        if (Due(progress, input, canary.Ready) is var due && due > progress.Weight)
            return progress.Blocked(null) with { Weight = due };
        if (canary.Ready < canary.Replicas)
            return Deadlines.Check(progress, input, canary.Replicas, now) ?? progress.Blocked(null);
        return progress.Blocked(Sizing.WhyNotReplace(progress, input));
    }

    // All but the last old replica are replaced: that one may go only when nothing is sent to it.
    private static int Due(RolloutProgress progress, RolloutInput input, int ready)
    {
        var total = input.Total;
        if (ready >= total || (ready == total - 1 && (input.Load ?? 0) <= ready))
            return 100;
        return Math.Max(progress.Weight, 100 * ready / total);
    }

    private static RolloutProgress Promoted(RolloutProgress progress, DateTimeOffset now) =>
        progress.Enter(RolloutPhase.PostBake, now) with { Baseline = null, Passes = 0, Message = null };
}
