using Slipway.Api;

namespace Slipway.Planning.Rollouts.Progressive.Phases;

/// <summary>The replicas for the next share come up before the share.</summary>
internal static class ScalingCanary
{
    public static RolloutProgress Next(RolloutProgress progress, RolloutInput input, DateTimeOffset now)
    {
        var goal = Sizing.CanaryGoal(progress, input);
        var canary = input.Version(progress.Canary);
        // With a single replica left to replace, room has to be thought of anew.
        if (progress.Mode == CapacityModes.Replace && input.Total == 1 && canary.Replicas == 0)
            return progress.Enter(RolloutPhase.WaitingForCapacity, now);
        // What is replaced one by one goes on to the end while promoting.
        if (progress.Mode == CapacityModes.Replace && progress.Step >= input.Policy.Steps.Count)
            goal = Math.Max(1, Math.Min(goal, canary.Replicas));
        if (canary.Ready >= goal)
            return progress.Enter(RolloutPhase.Warmup, now);
        if (Deadlines.Check(progress, input, goal, now) is { } late)
            return late;
        var blocked = progress.Mode == CapacityModes.Replace && canary.Ready == canary.Replicas ? Sizing.WhyNotReplace(progress, input) : null;
        return progress.Blocked(blocked);
    }
}
