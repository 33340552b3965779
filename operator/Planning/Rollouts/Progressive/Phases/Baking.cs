using Slipway.Api;

namespace Slipway.Planning.Rollouts.Progressive.Phases;

/// <summary>The share stays for a while, and is judged all the time.</summary>
internal static class Baking
{
    public static RolloutProgress Next(RolloutProgress progress, RolloutInput input, DateTimeOffset now)
    {
        if (progress.Step >= input.Policy.Steps.Count)
            return Steps.Advance(progress, input, now); // The steps were shortened meanwhile.
        var watched = Alarms.Watch(progress, input, now);
        if (watched.Phase != RolloutPhase.Baking || now - progress.Since < input.Policy.Steps[progress.Step].Bake)
            return watched;
        return watched.Enter(RolloutPhase.Analyzing, now);
    }
}
