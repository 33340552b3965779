using Slipway.Api;

namespace Slipway.Planning.Rollouts.Progressive.Phases;

/// <summary>
/// The share has stayed long enough. One good verdict in this step is needed; without it the time is extended, by as long again and at
/// least four intervals.
/// </summary>
internal static class Analyzing
{
    private const int FewestIntervals = 4;

    public static RolloutProgress Next(RolloutProgress progress, RolloutInput input, DateTimeOffset now)
    {
        // Without a share there are no requests to judge by.
        if (input.Policy.Analysis is not { } policy || progress.Weight == 0)
            return Pass(progress, input, now);
        var watched = Alarms.Watch(progress, input, now);
        if (watched.Phase != RolloutPhase.Analyzing)
            return watched;
        if (watched.Passes > 0)
            return Pass(watched, input, now);
        var bake = progress.Step < input.Policy.Steps.Count ? input.Policy.Steps[progress.Step].Bake : TimeSpan.Zero;
        var least = policy.Interval * FewestIntervals;
        return now - progress.Since < (bake > least ? bake : least) ? watched : Open.Decide(watched, input, now);
    }

    /// <summary>The step is passed: on to the next, unless a person is to say so.</summary>
    public static RolloutProgress Pass(RolloutProgress progress, RolloutInput input, DateTimeOffset now) =>
        progress.Step < input.Policy.Steps.Count && input.Policy.Steps[progress.Step].Pause
            ? progress.Enter(RolloutPhase.Paused, now) with { PausedBy = RolloutPauses.User, PausedFrom = null, Message = "the step asks for a person's word" }
            : Steps.Advance(progress, input, now);
}
