namespace Slipway.Planning.Rollouts;

/// <summary>
/// The plain strategy: the new version comes up beside the old one, gets the traffic once all its replicas are ready, and the old
/// one goes after a delay. Availability comes first: traffic never stays with a version without ready replicas while another has some.
/// </summary>
/// <remarks>
/// Who gets the traffic (first row that holds):
/// <code>
/// |   | target       | serving            | others            | traffic goes to                            |
/// | A | all ready ¹  | any                | any               | target                                     |
/// | L | not A        | the target         | one is proven ²   | that one: a blip of it is over             |
/// | B | not A        | ≥ 1 ready          | any               | serving                                    |
/// | C | not A        | none ready         | some ready        | the one with most ready (target wins ties) |
/// | D | none ready   | none ready, served | none ready        | serving: it has proved itself              |
/// | E | none ready   | never served, gone | none ready        | target                                     |
/// </code>
/// ¹ Not on probation (<see cref="Probation"/>); with no replicas wanted, nothing is proved: only when the target has served, or the
/// serving version has not. ² Has served, does not retire, all wanted replicas are ready, and there are some.
/// What becomes of a version that is neither the target nor gets the traffic:
/// <code>
/// |   | served | traffic's version       | retire-at | then                                       |
/// | F | no     | any                     | any       | removed at once: superseded                |
/// | G | yes    | all wanted ready        | none      | retire-at = now + delay                    |
/// | H | yes    | not all ready           | none      | kept as a way back                         |
/// | I | yes    | any                     | in future | kept, not grown                            |
/// | J | yes    | ≥ 1 ready or wanted 0   | past      | removed                                    |
/// | K | yes    | none ready              | past      | kept as a way back                         |
/// | M | yes    | not yet switched to     | any       | kept whole: it still has the traffic       |
/// | N | yes    | wanted 0, never served  | any       | kept as a way back                         |
/// </code>
/// </remarks>
internal static class RollingStrategy
{
    public static RolloutStep Next(RolloutState state, DateTimeOffset now)
    {
        var target = state.Versions.First(version => version.Revision == state.Target);
        var probation = Probation.EndsAt(target) is { } end && end > now && state.Serving != state.Target ? end : (DateTimeOffset?)null;
        var serve = Choose(state, target, probation is not null);
        var keep = new List<KeptVersion>();
        var remove = new List<string>();
        foreach (var version in state.Versions)
        {
            if (version == serve || version.Revision == state.Target)
                keep.Add(new(version.Revision, state.Wanted, version.HasServed || (version == serve && version.Ready > 0), RetireAt: null));
            else if (Standby(version, serve, state, now) is { } standby)
                keep.Add(standby);
            else
                remove.Add(version.Revision);
        }

        return new RolloutStep(serve.Revision, keep, remove, serve == target ? null : probation);
    }

    private static RolloutVersion Choose(RolloutState state, RolloutVersion target, bool isOnProbation)
    {
        var serving = state.Versions.FirstOrDefault(version => version.Revision == state.Serving);
        var isProof = state.Wanted > 0 || target.HasServed || serving is not { HasServed: true };
        if (target.Ready >= state.Wanted && isProof && !isOnProbation)
            return target; // A
        if (serving == target && state.Wanted > 0 && state.Versions.FirstOrDefault(version => IsWholeWayBack(version, state)) is { } proven)
            return proven; // L
        if (serving is { Ready: > 0 })
            return serving; // B
        var best = state.Versions
            .OrderByDescending(version => version.Ready)
            .ThenByDescending(version => version == target)
            .ThenBy(version => version.Revision, StringComparer.Ordinal)
            .First();
        if (best.Ready > 0)
            return best; // C
        return serving is { HasServed: true } ? serving : target; // D, E
    }

    private static bool IsWholeWayBack(RolloutVersion version, RolloutState state) =>
        version.Revision != state.Target && version is { HasServed: true, RetireAt: null } && version.Ready >= state.Wanted;

    private static KeptVersion? Standby(RolloutVersion version, RolloutVersion serve, RolloutState state, DateTimeOffset now)
    {
        if (!version.HasServed)
            return null; // F
        // M: the clock starts once the switch is seen to have happened. N: a version proves nothing without replicas.
        var mayRetire = version.Revision != state.Serving && (state.Wanted > 0 || serve.HasServed);
        var retireAt = mayRetire ? version.RetireAt ?? (serve.Ready >= state.Wanted ? now + state.ScaleDownDelay : null) : null;
        var isDue = retireAt <= now && (serve.Ready > 0 || state.Wanted == 0);
        var replicas = retireAt is null ? state.Wanted : Math.Min(version.Replicas, state.Wanted);
        return isDue ? null /* J */ : new(version.Revision, replicas, HasServed: true, retireAt); // G, H, I, K, M, N
    }
}
