namespace Slipway.Planning.Rollouts.Progressive.Phases;

/// <summary>Only a person goes on, but a limit that is broken meanwhile still ends the rollout.</summary>
internal static class Paused
{
    public static RolloutProgress Next(RolloutProgress progress, RolloutInput input, DateTimeOffset now) =>
        progress.Weight > 0 ? Alarms.Watch(progress, input, now) : progress;
}
