using Slipway.Api;
using Slipway.Planning.Rollouts.Capacity;

namespace Slipway.Planning.Rollouts.Progressive.Phases;

/// <summary>Nothing moves before it is known how room for the new version is made.</summary>
internal static class WaitingForCapacity
{
    private const string NoReplicas = "no replicas are wanted: a new version cannot prove itself without any";

    public static RolloutProgress Next(RolloutProgress progress, RolloutInput input, DateTimeOffset now)
    {
        if (input.IsStopped)
            return progress.Blocked(NoReplicas);
        var started = progress.BlockedBy == NoReplicas ? progress with { StartedAt = now, BlockedBy = null } : progress;
        if (input.Policy.Strategy == RolloutStrategies.Recreate)
            return Go(started, CapacityModes.Recreate, "the old version goes first", now);
        var decision = input.Capacity ?? Guess(input);
        return decision.Kind switch
        {
            CapacityKind.Surge => Go(started, CapacityModes.Surge, decision.Message, now),
            CapacityKind.Replace => Go(started, CapacityModes.Replace, decision.Message, now),
            // Without the old one there is nothing to share the traffic with.
            CapacityKind.Recreate => Go(started with { Step = input.Policy.Steps.Count }, CapacityModes.Recreate, decision.Message, now),
            _ when now - started.StartedAt >= input.Policy.CapacityDeadline =>
                Deadlines.Passed(started, input.Policy, Reasons.CapacityDeadlineExceeded, decision.Message, now),
            _ => started.Blocked(decision.Message),
        };
    }

    /// <summary>Where nodes cannot be seen, the scheduler will tell.</summary>
    public static CapacityDecision Guess(RolloutInput input) => (input.Policy.CapacityMode, input.Total, input.Policy.AllowDowntime) switch
    {
        (CapacityModes.Replace, > 1, _) => new(CapacityKind.Replace, "new replicas take the places of old ones, one at a time"),
        (CapacityModes.Replace, _, true) => new(CapacityKind.Recreate, "the only replica stops first, as allowDowntime says, and requests wait"),
        (CapacityModes.Replace, _, false) =>
            new(CapacityKind.Wait, "capacityMode Replace has no second replica to serve meanwhile: raise replicas, or set rollout.allowDowntime"),
        _ => new(CapacityKind.Surge, "what the cluster has room for is not known; the scheduler will tell"),
    };

    private static RolloutProgress Go(RolloutProgress progress, string mode, string message, DateTimeOffset now) =>
        progress.Enter(RolloutPhase.ScalingCanary, now) with { Mode = mode, Message = message };
}
