using Slipway.Api;

namespace Slipway.Planning.Rollouts.Progressive;

/// <summary>How soon to decide anew: what others do is reported at once, but time, counters and room are not.</summary>
internal static class Pace
{
    /// <summary>After a transition: the next one may be possible already.</summary>
    public static TimeSpan Soon { get; } = TimeSpan.FromMilliseconds(200);

    public static TimeSpan Of(RolloutProgress before, RolloutProgress after) =>
        before.Phase != after.Phase || before.Weight != after.Weight ? Soon : TimeSpan.FromSeconds(after.Phase switch
        {
            RolloutPhase.WaitingForCapacity => 10,
            RolloutPhase.Paused => 5,
            RolloutPhase.ScalingCanary or RolloutPhase.Warmup => 2,
            _ => 1,
        });
}
