using Slipway.Api;

namespace Slipway.Planning.Rollouts.Progressive.Phases;

/// <summary>
/// The traffic goes back as fast as the stable version is ready for it; from a version that fails hard, or that took the stable one's
/// place, at once: requests wait in the gateway.
/// </summary>
internal static class Returning
{
    // A gateway that does not answer any more must not keep GPUs for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static RolloutProgress Next(RolloutProgress progress, RolloutInput input, DateTimeOffset now)
    {
        var weight = Due(progress, input);
        if (weight < progress.Weight)
            return progress with { Weight = weight, BlockedBy = null, Since = weight == 0 ? now : progress.Since };
        if (weight > 0)
            return progress.Blocked($"version {input.NameOf(progress.Stable)} has {input.Version(progress.Stable).Ready} of {input.Total} replicas ready");
        if (Shares.Laggards(progress, input) is { } late && now - progress.Since < Patience)
            return progress.Blocked(late);
        var done = progress.Enter(progress.Phase == RolloutPhase.Aborting ? RolloutPhase.Aborted : RolloutPhase.Stable, now) with
        {
            Canary = null,
            Step = 0,
            Fast = false,
            Hard = false,
            Baseline = null,
        };
        if (progress.Phase == RolloutPhase.Superseded)
            return done with { Message = null };
        // A rollback that failed leaves what serves, and does not bring back what was rolled back.
        return progress.Aborted == input.Target
            ? done with { RolledBackTo = null }
            : done with { Aborted = progress.Canary };
    }

    private static int Due(RolloutProgress progress, RolloutInput input) =>
        progress.Hard || progress.Mode == CapacityModes.Recreate ? 0 : Math.Min(progress.Weight, 100 - Sizing.StableShare(progress, input));
}
