namespace Slipway.Planning.Autoscaling;

/// <summary>What bounds the number of replicas, whatever the need: quota over maximum over rollout floor over minimum and schedule.</summary>
internal static class ScaleLimits
{
    private static readonly TimeSpan ScarceAfter = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan GrowthPeriod = TimeSpan.FromMinutes(1);

    public static ScaleDecision Apply(
        ScaleState state, int wanted, ScaleFacts facts, ScaleObservation seen, ScalePolicy policy, DateTimeOffset now)
    {
        facts = facts with { Wanted = wanted };
        var causes = facts.Causes;
        var target = wanted;
        if (seen.Replicas == 0 && target > 0)
            target = Raise(target, policy.ActivationReplicas, ScaleCauses.Activation, ref causes);
        (state, target) = LimitGrowth(state, target, seen, policy, now, ref causes);
        target = Raise(target, policy.MinReplicas, ScaleCauses.Minimum, ref causes);
        target = Raise(target, policy.ScheduledReplicas, ScaleCauses.Schedule, ref causes);
        target = Raise(target, policy.RolloutFloor, ScaleCauses.Rollout, ref causes);
        target = Lower(target, policy.MaxReplicas, ScaleCauses.Maximum, ref causes);
        if (policy.Quota is { } quota)
            target = Lower(target, quota, ScaleCauses.Quota, ref causes);
        if (IsScarce(seen, policy) && seen.Ready + seen.Starting.Count is var placed && target > placed)
        {
            causes |= ScaleCauses.NoNode;
            target = placed + 1;
        }

        return new ScaleDecision(state, target, facts with { Causes = causes });
    }

    // More pods that wait for a node would not get one any sooner, and hide from others who waits for what.
    private static bool IsScarce(ScaleObservation seen, ScalePolicy policy) =>
        !policy.HasNodeAutoscaler && seen.Unschedulable > 0 && seen.UnschedulableFor >= ScarceAfter;

    private static (ScaleState State, int Target) LimitGrowth(
        ScaleState state, int target, ScaleObservation seen, ScalePolicy policy, DateTimeOffset now, ref ScaleCauses causes)
    {
        if (policy.MaxScaleUpPerMinute is not { } most || target <= seen.Replicas)
            return (state, target);
        if (state.Growth is not { } growth || now - growth.Since >= GrowthPeriod)
            state = state with { Growth = growth = new GrowthBudget(seen.Replicas, now) };
        // What went meanwhile may come back beyond the budget of the minute: never less than there is.
        return (state, Math.Max(seen.Replicas, Lower(target, growth.From + most, ScaleCauses.GrowthLimit, ref causes)));
    }

    private static int Raise(int target, int floor, ScaleCauses cause, ref ScaleCauses causes)
    {
        if (floor <= target)
            return target;
        causes |= cause;
        return floor;
    }

    private static int Lower(int target, int ceiling, ScaleCauses cause, ref ScaleCauses causes)
    {
        if (ceiling >= target)
            return target;
        causes |= cause;
        return ceiling;
    }
}
