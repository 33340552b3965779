using Slipway.Api;

namespace Slipway.Planning.Rollouts.Progressive;

/// <summary>How many replicas each version has in a phase. The stable version never shrinks while it may be needed.</summary>
internal static class Sizing
{
    /// <summary>Replicas that the canary needs for its next share: in proportion, at least one, at least what the autoscaler says.</summary>
    public static int CanaryGoal(RolloutProgress progress, RolloutInput input)
    {
        var total = input.Total;
        var share = input.Policy.WeightOf(progress.Step);
        if (progress.Step == 0 && progress.Weight == 0 && !progress.Fast)
            share = Math.Max(share, input.Policy.Shadow?.Percent ?? 0);
        var goal = Math.Max(Proportion(total, Math.Max(share, progress.Weight)), input.Need.GetValueOrDefault(progress.Canary ?? ""));
        if (progress.Mode != CapacityModes.Replace)
            return Math.Clamp(goal, 1, total);
        // Replacing to the end is what Promoting does, because it must not leave the rest without replicas before.
        return progress.Phase == RolloutPhase.Promoting ? total : Math.Clamp(goal, 1, Math.Max(1, total - 1));
    }

    /// <summary>Replicas of both versions, now.</summary>
    public static (int Stable, int Canary) Replicas(RolloutProgress progress, RolloutInput input)
    {
        var stable = input.Version(progress.Stable);
        var canary = input.Version(progress.Canary);
        // Shrinking waits until the rollout is over: what the traffic needs is learned anew then.
        var whole = Math.Max(input.Total, Math.Max(stable.Replicas, input.Need.GetValueOrDefault(stable.Revision)));
        return progress.Phase switch
        {
            RolloutPhase.Stable or RolloutPhase.Aborted => (input.Wanted, 0),
            RolloutPhase.WaitingForCapacity => (input.IsStopped ? 0 : Math.Max(input.Wanted, stable.Replicas), 0),
            RolloutPhase.Aborting or RolloutPhase.Superseded => (input.Total, Returning(progress, input)),
            RolloutPhase.PostBake when progress.Mode == CapacityModes.Surge => (stable.Replicas, input.Total),
            RolloutPhase.PostBake => (0, input.Total),
            _ => progress.Mode switch
            {
                CapacityModes.Recreate => (0, stable.Pods == 0 ? input.Total : 0),
                CapacityModes.Replace => Replacing(progress, input),
                _ => (whole, Math.Max(CanaryGoal(progress, input), canary.Replicas)),
            },
        };
    }

    /// <summary>Whether the stable version's ready replicas carry all of the traffic.</summary>
    public static int StableShare(RolloutProgress progress, RolloutInput input)
    {
        var ready = input.Version(progress.Stable).Ready;
        var required = progress.Mode == CapacityModes.Replace ? Math.Clamp(input.Load ?? input.Total, 1, input.Total) : input.Total;
        // The last missing replica may need the room that the canary holds.
        if (progress.Mode == CapacityModes.Replace && ready > 0 && ready >= required - 1)
            return 100;
        return Math.Min(100, 100 * ready / required);
    }

    /// <summary>Why no further stable replica may make way; null: it may.</summary>
    public static string? WhyNotReplace(RolloutProgress progress, RolloutInput input)
    {
        var stable = input.Version(progress.Stable);
        var canary = input.Version(progress.Canary);
        if (canary.Ready < canary.Replicas || canary.Replicas < Math.Min(canary.Pods, input.Total))
            return "a replica of the new version is on its way";
        if (stable.Pods > stable.Replicas)
            return "a replica of the old version is ending";
        var rest = Math.Max(0, stable.Ready - 1) + (progress.Weight > 0 ? canary.Ready : 0);
        // When the canary has everything already, it alone must carry it.
        if (progress.Weight == 100)
            rest = canary.Ready;
        return rest >= Math.Max(1, Math.Min(input.Load ?? input.Total - 1, input.Total - 1))
            ? null
            : $"{rest} replicas would be left for the work of {input.Load ?? input.Total}; it goes on when there are fewer requests";
    }

    private static (int Stable, int Canary) Replacing(RolloutProgress progress, RolloutInput input)
    {
        var canary = input.Version(progress.Canary).Replicas;
        var goal = CanaryGoal(progress, input);
        // The last stable replica goes when all of its traffic has, also when fewer are wanted meanwhile.
        var isFree = progress.Weight == 100 && Shares.AreTakenOver(progress, input);
        var mayGrow = canary < goal && WhyNotReplace(progress, input) is null && (canary + 1 < input.Total || isFree);
        var next = mayGrow ? canary + 1 : canary;
        return (Math.Max(isFree ? 0 : 1, input.Total - next), next);
    }

    // Without spare room the canary makes way one replica at a time; with it, it stays whole until it has no traffic.
    private static int Returning(RolloutProgress progress, RolloutInput input)
    {
        var canary = input.Version(progress.Canary);
        if (progress.Weight == 0)
            return progress.Mode == CapacityModes.Recreate || Shares.AreTakenOver(progress, input) ? 0 : canary.Replicas;
        if (progress.Mode != CapacityModes.Replace)
            return canary.Replicas;
        return Math.Clamp(input.Total - input.Version(progress.Stable).Ready - 1, 1, Math.Max(1, canary.Replicas));
    }

    private static int Proportion(int total, int percent) => ((total * percent) + 99) / 100;
}
