namespace Slipway.Planning.Autoscaling;

/// <summary>
/// How many replicas a version should have. Never from utilisation: that saturates and cannot see a queue.
/// </summary>
/// <remarks>
/// <code>
/// load   = max(λ·S, busy)            over 15 s (5 s at a jump), and over 60 s; carried on over a start-up if it rises steadily
/// slots  = load + headroom·√load
/// need   = ⌈slots / c⌉, or more while a queue would outlast the replicas that are on their way (Backlog)
/// up     : at once; replicas on their way count
/// down   : to what was needed within the hold of each level (LevelHistory), a quarter per 30 s
/// to zero: idle for long enough (ZeroRule); a time that the user gave ends every hold
/// order  : quota > max > rollout floor > min, schedule > need (ScaleLimits)
/// </code>
/// </remarks>
public static class Autoscaler
{
    private static readonly TimeSpan QueueMemory = TimeSpan.FromSeconds(60);

    /// <summary>Decides for one version. The same arguments give the same answer.</summary>
    /// <param name="state">What the last decision handed on.</param>
    /// <param name="seen">What is known now.</param>
    /// <param name="policy">What is wanted.</param>
    /// <param name="now">The present.</param>
    public static ScaleDecision Decide(ScaleState state, ScaleObservation seen, ScalePolicy policy, DateTimeOffset now)
    {
        var startUps = state.StartUps.With(seen.Started);
        state = state with { StartUps = startUps, ServiceSeconds = seen.Demand.ServiceSeconds ?? state.ServiceSeconds };
        var startUp = Math.Max(startUps.Expected ?? policy.PriorStartUp.TotalSeconds, Oldest(seen));
        var service = ServiceTime.Of(state, seen.Demand, policy);
        var facts = new ScaleFacts { ServiceSeconds = service, StartUpSeconds = startUp, SilentGateways = seen.Demand.SilentGateways };
        if (!seen.Demand.IsKnown)
            return ScaleLimits.Apply(state, seen.Replicas, facts with { Causes = ScaleCauses.NoReports }, seen, policy, now);

        var tuning = policy.Tuning;
        state = ZeroRule.Note(state, seen, now);
        var isOver = ZeroRule.IsOver(state, policy, now);
        if (isOver)
            seen = seen with { Demand = seen.Demand with { RateShort = 0, RateLong = 0, BusyShort = 0, BusyLong = 0 } };
        if (seen.Demand.Queued > 0)
            state = state with { QueuedAt = now };
        var load = OfferedLoad.Of(seen.Demand, service, hadQueue: now - state.QueuedAt < QueueMemory);
        var trend = state.Trend.With(load.Steady, now);
        var rise = Math.Min(trend.Slope * (startUp + 30) * tuning.TrendGain, load.Steady);
        var need = LoadNeed(load, rise, service, seen, policy);
        state = Regret.Update(state, need, seen.Replicas, startUp, tuning, now) with { Trend = trend };
        var hold = Regret.Hold(state, startUp, tuning);
        var held = HeldNeed(load, need, rise, service, seen, policy);
        var usual = Regret.Usual(startUp, tuning);
        var levels = state.Levels.Planned(usual, startUp, tuning).With(held, now, usual, startUp, tuning);
        state = state with { Levels = isOver ? levels.Released() : levels };

        var wanted = Backlog.Needed(seen.Demand.Queued * service, load.Now, need, startUp, Drain(startUp, tuning), seen, policy.Concurrency);
        facts = facts with
        {
            Need = wanted,
            Load = Math.Max(load.Now, load.Steady),
            Queued = seen.Demand.Queued,
            Causes = (rise > 0.5 ? ScaleCauses.Rising : ScaleCauses.None) | (wanted > need ? ScaleCauses.Backlog : ScaleCauses.None),
        };
        (wanted, facts) = Keep(state, wanted, facts, seen, hold, startUp, now);
        (wanted, facts) = ZeroRule.Apply(state, wanted, facts, seen, policy, startUp, now);
        (state, wanted, facts) = DownRule.Apply(state, wanted, facts, seen, tuning, hold, now, atOnce: isOver && wanted == 0);
        return ScaleLimits.Apply(state, wanted, facts, seen, policy, now);
    }

    // Replicas for the load alone. Ejected ones do not count as capacity: as many more are needed.
    private static int LoadNeed(OfferedLoad load, double rise, double service, ScaleObservation seen, ScalePolicy policy)
    {
        if (seen.Demand.IsIdle)
            return 0;
        var slots = WaitingTime.Slots(Math.Max(load.Now, load.Steady) + rise, policy.Tuning.LateSeconds / service, policy.Tuning.Tail);
        return ToReplicas(slots, policy) + seen.Ejected;
    }

    // What counts as needed afterwards: without the last head-room for chance. But replicas that were started for a need, or that it
    // uses up, have earned their hold: else chance would start them again and again.
    private static int HeldNeed(OfferedLoad load, int need, double rise, double service, ScaleObservation seen, ScalePolicy policy)
    {
        if (need >= seen.Replicas)
            return need;
        var tuning = policy.Tuning;
        var steady = Math.Max(load.Steady, load.Steady + (tuning.HeldShare * (load.Now - load.Steady)));
        return Math.Min(need, ToReplicas(WaitingTime.Slots(steady + rise, tuning.LateSeconds / service, tuning.HeldTail), policy));
    }

    private static int ToReplicas(double slots, ScalePolicy policy) => (int)Math.Ceiling((slots / policy.Concurrency) - 1e-9);

    private static (int Wanted, ScaleFacts Facts) Keep(
        ScaleState state, int wanted, ScaleFacts facts, ScaleObservation seen, double hold, double startUp, DateTimeOffset now)
    {
        var kept = state.Levels.Held(now, hold, startUp, restart: true);
        if (kept <= wanted)
            return (wanted, facts);
        var cause = kept > seen.Replicas ? ScaleCauses.Expected : ScaleCauses.Held;
        return (kept, facts with { Causes = facts.Causes | cause });
    }

    private static double Drain(double startUp, ScaleTuning tuning) => Math.Max(tuning.DrainSeconds, startUp * tuning.DrainPerStartUp);

    // A start that takes longer than any before is itself a measurement.
    private static double Oldest(ScaleObservation seen) =>
        seen.Starting.Count == 0 ? 0 : seen.Starting.Max(replica => replica.Age.TotalSeconds);
}
