using Slipway.Api;

namespace Slipway.Planning.Rollouts.Progressive;

/// <summary>Answers what a person writes into the annotation <see cref="RolloutActions.Annotation"/>: each value once.</summary>
internal static class Wishes
{
    public static RolloutProgress Answer(RolloutProgress progress, RolloutInput input, DateTimeOffset now)
    {
        if (input.Action == progress.Acknowledged)
            return progress;
        if (input.Action is null)
            return progress with { Acknowledged = null, Answer = null };
        var word = input.Action.Split('#')[0].Trim();
        var (answered, answer) = word switch
        {
            RolloutActions.Promote => Promote(progress, input, now),
            RolloutActions.PromoteFull => PromoteFull(progress, input, now),
            RolloutActions.Pause => Pause(progress, now),
            RolloutActions.Abort => Abort(progress, input, now),
            RolloutActions.Retry => Retry(progress, input),
            _ when word.StartsWith(RolloutActions.RollbackPrefix, StringComparison.Ordinal) =>
                Rollback(progress, input, word[RolloutActions.RollbackPrefix.Length..]),
            _ => (progress, $"unknown: {word}; known are promote, promote-full, pause, abort, retry and rollback@<version or revision>"),
        };
        return answered with { Acknowledged = input.Action, Answer = answer };
    }

    private static (RolloutProgress Progress, string Answer) Promote(RolloutProgress progress, RolloutInput input, DateTimeOffset now) => progress.Phase switch
    {
        RolloutPhase.Paused when progress is { PausedBy: RolloutPauses.User, PausedFrom: { } from } => (progress.Enter(from, now), "goes on"),
        RolloutPhase.Paused when progress.PausedFrom == RolloutPhase.Shadow => (Steps.Shift(progress, input, now), "goes on without a verdict on the copies"),
        RolloutPhase.Paused => (Steps.Advance(progress, input, now), "goes on to the next step"),
        RolloutPhase.Shadow => (Steps.Shift(progress, input, now), "the trial with copies is cut short"),
        RolloutPhase.Baking or RolloutPhase.Analyzing => (Steps.Advance(progress, input, now), "the step is cut short"),
        _ => (progress, $"nothing to promote in phase {progress.Phase}"),
    };

    private static (RolloutProgress Progress, string Answer) PromoteFull(RolloutProgress progress, RolloutInput input, DateTimeOffset now)
    {
        if (!CanBeSteered(progress))
            return (progress, $"nothing to promote in phase {progress.Phase}");
        var last = progress with { Fast = true, Step = input.Policy.Steps.Count, Baseline = null };
        return (progress.Phase == RolloutPhase.WaitingForCapacity ? last : last.Enter(RolloutPhase.ScalingCanary, now), "the remaining steps are skipped");
    }

    private static (RolloutProgress Progress, string Answer) Pause(RolloutProgress progress, DateTimeOffset now) => progress.Phase switch
    {
        RolloutPhase.Paused => (progress, "paused already"),
        RolloutPhase.ScalingCanary or RolloutPhase.Warmup or RolloutPhase.Shadow or RolloutPhase.Shifting or RolloutPhase.Baking or RolloutPhase.Analyzing =>
            (progress.Enter(RolloutPhase.Paused, now) with { PausedBy = RolloutPauses.User, PausedFrom = progress.Phase }, "paused; promote goes on"),
        _ => (progress, $"nothing to pause in phase {progress.Phase}"),
    };

    private static (RolloutProgress Progress, string Answer) Abort(RolloutProgress progress, RolloutInput input, DateTimeOffset now)
    {
        if (CanBeSteered(progress) || progress.Phase is RolloutPhase.Promoting or RolloutPhase.PostBake)
            return (progress.Abort(Reasons.AbortedByUser, "someone asked for it", now), "aborted");
        var isRolling = !progress.IsUnderWay && progress.Aborted != input.Target && progress.Stable is { } stable && stable != input.Target
            && input.Version(stable).HasServed;
        return isRolling
            ? (progress with { Aborted = input.Target, AbortReason = Reasons.AbortedByUser, AbortMessage = "someone asked for it" }, "aborted")
            : (progress, $"nothing to abort in phase {progress.Phase}");
    }

    private static (RolloutProgress Progress, string Answer) Retry(RolloutProgress progress, RolloutInput input) => progress.Aborted == input.Target
        ? (progress with { Aborted = null, AbortReason = null, AbortMessage = null, RolledBackTo = null, Verdicts = [] }, "tried again")
        : (progress, "nothing to retry: the version of the spec has not been given up");

    private static (RolloutProgress Progress, string Answer) Rollback(RolloutProgress progress, RolloutInput input, string name)
    {
        var revision = input.Names.ContainsKey(name) ? name : input.Names.FirstOrDefault(known => known.Value == name).Key;
        if (revision is null)
            return (progress, $"version {name} is not kept; kept are {string.Join(", ", input.Names.Values.Order(StringComparer.Ordinal))}");
        if (revision == input.Target && progress.Aborted != input.Target)
            return (progress, $"version {name} is what the spec says; use abort to stop its rollout");
        if (revision == input.Target)
            return Retry(progress, input);
        return (
            progress with
            {
                Aborted = input.Target,
                AbortReason = Reasons.RolledBack,
                RolledBackTo = revision,
                AbortMessage = $"someone went back to version {input.NameOf(revision)}",
            },
            $"goes back to version {input.NameOf(revision)}");
    }

    private static bool CanBeSteered(RolloutProgress progress) =>
        progress.IsUnderWay
        && progress.Phase is not (RolloutPhase.Aborting or RolloutPhase.Superseded or RolloutPhase.Promoting or RolloutPhase.PostBake);
}
