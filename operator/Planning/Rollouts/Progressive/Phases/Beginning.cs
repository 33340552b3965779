using Slipway.Api;

namespace Slipway.Planning.Rollouts.Progressive.Phases;

/// <summary>Another version is wanted: the one that serves is the way back.</summary>
internal static class Beginning
{
    public static RolloutProgress Of(RolloutProgress progress, RolloutInput input, string wanted, DateTimeOffset now)
    {
        // A return to what has proved itself is not to be made to wait: no steps, no trial.
        var isFast = progress.Proven.Contains(wanted) || progress.RolledBackTo == wanted || input.Version(wanted).HasServed;
        return progress.Enter(RolloutPhase.WaitingForCapacity, now) with
        {
            Mode = input.Policy.Strategy == RolloutStrategies.Recreate ? CapacityModes.Recreate : CapacityModes.Surge,
            Canary = wanted,
            Step = isFast ? input.Policy.Steps.Count : 0,
            Weight = 0,
            StartedAt = now,
            Fast = isFast,
            Hard = false,
            Message = null,
            Proven = [progress.Stable!, .. progress.Proven.Where(known => known != progress.Stable && input.Names.ContainsKey(known))],
            Passes = 0,
            Verdicts = [],
            Baseline = null,
        };
    }
}
