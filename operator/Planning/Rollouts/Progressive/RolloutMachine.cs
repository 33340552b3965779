using Slipway.Api;
using Slipway.Planning.Rollouts.Progressive.Phases;

namespace Slipway.Planning.Rollouts.Progressive;

/// <summary>
/// The state machine of rollouts; its diagram is in rollouts.md beside this file. Each pass makes at most one transition, so that every
/// state is seen, stored and told; a new leader goes on where the old one stopped.
/// </summary>
/// <remarks>
/// Which rule decides (first row that holds; canary and target as in <see cref="RolloutProgress"/>, "wanted" is the spec's revision, or
/// what serves instead of it after an abort or a rollback):
/// <code>
/// |   | strategy | under way | situation                             | then                                              |
/// | a | Rolling  | any       | any                                   | <see cref="RollingStrategy"/>                     |
/// | b | any      | any       | nothing has ever served               | <see cref="RollingStrategy"/>: nothing to protect |
/// | c | others   | no        | wanted serves                         | <see cref="RollingStrategy"/>, on that version    |
/// | d | others   | no        | another one is wanted                 | WaitingForCapacity                                |
/// | e | others   | PostBake  | a third version is wanted             | the canary is stable; d comes next                |
/// | f | others   | yes       | another one than the canary is wanted | Superseded                                        |
/// | g | others   | yes       | no replicas are wanted                | Superseded; d waits until some are                |
/// | h | others   | yes       | <see cref="Alarms"/>                  | Aborting                                          |
/// | i | others   | yes       | the canary has lost all its replicas  | ScalingCanary, with no share                      |
/// | j | others   | yes       | else                                  | the phase's own rule, in Phases/                  |
/// </code>
/// </remarks>
internal static class RolloutMachine
{
    public static RolloutDecision Next(RolloutProgress progress, RolloutInput input, DateTimeOffset now)
    {
        // Times of the API have whole seconds: what is decided must be what a successor reads.
        var at = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        var settled = Settle(progress, input);
        var asked = Wishes.Answer(settled, input, at);
        var wanted = WantedOf(asked, input);
        if (!IsManaged(asked, input))
            return Plain(asked with { Phase = RestOf(asked, input), Canary = null, Weight = 0, Baseline = null }, input, wanted, now);
        var next = Transition(asked, input, wanted, at);
        if (!next.IsUnderWay)
            return Plain(next with { Phase = RestOf(next, input) }, input, next.Stable!, now);
        return new RolloutDecision(StepBuilder.Build(next, input, now), next, Pace.Of(progress, next))
        {
            Lack = next is { Phase: RolloutPhase.WaitingForCapacity, BlockedBy: not null } ? input.Capacity?.Reason : null,
        };
    }

    /// <summary>What serves in the end: the spec's revision, unless that was given up.</summary>
    internal static string WantedOf(RolloutProgress progress, RolloutInput input)
    {
        if (progress.Aborted != input.Target)
            return input.Target;
        string?[] instead = [progress.RolledBackTo, progress.Stable, input.Serving];
        return instead.FirstOrDefault(revision => input.Versions.Any(version => version.Revision == revision)) ?? input.Target;
    }

    private static RolloutProgress Settle(RolloutProgress progress, RolloutInput input)
    {
        var settled = progress;
        if (settled.Aborted is not null && settled.Aborted != input.Target)
            settled = settled with { Aborted = null, AbortReason = null, AbortMessage = null, RolledBackTo = null };
        // Between rollouts the cluster says who serves.
        if (!settled.IsUnderWay)
            settled = settled with { Stable = input.Serving ?? settled.Stable, Canary = null, Weight = 0, Hard = false };
        return settled;
    }

    private static bool IsManaged(RolloutProgress progress, RolloutInput input) =>
        input.Policy.Strategy != RolloutStrategies.Rolling && progress.Stable is { } stable
        && (progress.IsUnderWay ? input.Versions.Any(version => version.Revision == stable) : input.Version(stable).HasServed);

    private static RolloutPhase RestOf(RolloutProgress progress, RolloutInput input) =>
        progress.Aborted == input.Target ? RolloutPhase.Aborted : RolloutPhase.Stable;

    private static RolloutDecision Plain(RolloutProgress progress, RolloutInput input, string target, DateTimeOffset now)
    {
        var step = RollingStrategy.Next(
            new RolloutState
            {
                Target = target,
                Serving = input.Serving,
                Wanted = input.Wanted,
                ScaleDownDelay = input.Policy.ScaleDownDelay,
                Versions = input.Versions,
            },
            now);
        // A wish that has been answered, and a plan that needs one more pass, are both seen by the next one.
        return new RolloutDecision(step, progress, target == WantedOf(progress, input) ? null : Pace.Soon);
    }

    private static RolloutProgress Transition(RolloutProgress progress, RolloutInput input, string wanted, DateTimeOffset now)
    {
        if (!progress.IsUnderWay)
            return wanted == progress.Stable ? progress : Beginning.Of(progress, input, wanted, now); // c, d
        var isLeaving = progress.Phase is RolloutPhase.Aborting or RolloutPhase.Superseded;
        if (!isLeaving && progress.Canary != wanted)
        {
            return progress.Phase == RolloutPhase.PostBake && wanted != progress.Stable
                ? PostBake.Complete(progress, now) // e
                : progress.Enter(RolloutPhase.Superseded, now) with { Message = $"version {input.NameOf(wanted)} is wanted", Baseline = null }; // f
        }

        if (!isLeaving && input.IsStopped && progress.Phase != RolloutPhase.WaitingForCapacity)
            return progress.Enter(RolloutPhase.Superseded, now) with { Message = "no replicas are wanted", Baseline = null }; // g
        if (isLeaving)
            return Phase(progress, input, now);
        if ((Alarms.Raise(progress, input, now) ?? Fallback(progress, input, now)) is { } alarmed)
            return alarmed;
        // A share that is there is judged, whatever is waited for.
        var watched = progress is { Weight: > 0, Phase: RolloutPhase.ScalingCanary or RolloutPhase.Warmup or RolloutPhase.Promoting }
            ? Alarms.Watch(progress, input, now)
            : progress;
        return watched.Phase == progress.Phase ? Phase(watched, input, now) : watched;
    }

    private static RolloutProgress? Fallback(RolloutProgress progress, RolloutInput input, DateTimeOffset now) =>
        input.Version(progress.Canary).Ready == 0
        && progress.Phase is RolloutPhase.Shadow or RolloutPhase.Shifting or RolloutPhase.Baking or RolloutPhase.Analyzing or RolloutPhase.Promoting
        && !(progress.Phase == RolloutPhase.Promoting && progress.Mode == CapacityModes.Recreate)
            ? progress.Enter(RolloutPhase.ScalingCanary, now) with { Weight = 0, Baseline = null, Message = "the new version has lost all its replicas" } // i
            : null;

    private static RolloutProgress Phase(RolloutProgress progress, RolloutInput input, DateTimeOffset now) => progress.Phase switch
    {
        RolloutPhase.WaitingForCapacity => WaitingForCapacity.Next(progress, input, now),
        RolloutPhase.ScalingCanary => ScalingCanary.Next(progress, input, now),
        RolloutPhase.Warmup => Warmup.Next(progress, input, now),
        RolloutPhase.Shadow => Shadow.Next(progress, input, now),
        RolloutPhase.Shifting => Shifting.Next(progress, input, now),
        RolloutPhase.Baking => Baking.Next(progress, input, now),
        RolloutPhase.Analyzing => Analyzing.Next(progress, input, now),
        RolloutPhase.Promoting => Promoting.Next(progress, input, now),
        RolloutPhase.PostBake => PostBake.Next(progress, input, now),
        RolloutPhase.Aborting or RolloutPhase.Superseded => Returning.Next(progress, input, now),
        RolloutPhase.Paused => Paused.Next(progress, input, now),
        _ => progress,
    };
}
