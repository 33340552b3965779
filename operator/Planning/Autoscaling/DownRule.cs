namespace Slipway.Planning.Autoscaling;

/// <summary>Whether and how fast replicas may go.</summary>
internal static class DownRule
{
    /// <param name="state">What the last decision handed on.</param>
    /// <param name="wanted">What is wanted so far.</param>
    /// <param name="facts">Why.</param>
    /// <param name="seen">What is known.</param>
    /// <param name="tuning">How fast.</param>
    /// <param name="hold">Seconds for which a replica on its way is left alone.</param>
    /// <param name="now">The present.</param>
    /// <param name="atOnce">Whether all that are too many may go together; that is then nothing to regret.</param>
    public static (ScaleState State, int Wanted, ScaleFacts Facts) Apply(
        ScaleState state, int wanted, ScaleFacts facts, ScaleObservation seen, ScaleTuning tuning, double hold, DateTimeOffset now, bool atOnce)
    {
        if (wanted >= seen.Replicas)
            return (state, wanted, facts);
        var causes = Obstacles(state, seen, hold, now);
        if (causes != ScaleCauses.None)
            return (state, seen.Replicas, facts with { Causes = facts.Causes | causes });
        if (atOnce)
            return (state with { LastDownAt = now }, wanted, facts);
        var least = seen.Replicas - Math.Max(1, (int)(seen.Replicas * tuning.DownStep));
        var isDue = state.LastDownAt is not { } last || (now - last).TotalSeconds >= tuning.DownInterval;
        var next = isDue ? Math.Max(wanted, least) : seen.Replicas;
        if (next > wanted)
            facts = facts with { Causes = facts.Causes | ScaleCauses.Stepwise };
        if (next == seen.Replicas)
            return (state, next, facts);
        var released = state.Released is { } before && before.From >= seen.Replicas ? before with { At = now } : new ReleasedReplicas(seen.Replicas, now);
        return (state with { LastDownAt = now, Released = released }, next, facts);
    }

    // A gap in what is known is no zero. A replica on its way would be the first that Kubernetes takes.
    private static ScaleCauses Obstacles(ScaleState state, ScaleObservation seen, double hold, DateTimeOffset now)
    {
        var causes = seen.Demand.SilentGateways > 0 ? ScaleCauses.SilentGateways : ScaleCauses.None;
        // Whatever the estimates say: replicas beside which requests wait are not too many.
        if (seen.Demand.OldestQueuedSeconds >= 1)
            causes |= ScaleCauses.Queue;
        if (state.FrozenUntil > now)
            causes |= ScaleCauses.Restarted;
        if (seen.Starting.Any(replica => replica.Age.TotalSeconds < hold))
            causes |= ScaleCauses.Starting;
        return causes;
    }
}
