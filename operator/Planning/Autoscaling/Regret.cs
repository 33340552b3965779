namespace Slipway.Planning.Autoscaling;

/// <summary>
/// How long what was needed is held where experience with that many replicas says nothing. Letting go what is needed again soon is
/// regretted: held twice as long from then on, and less again after a while without regret.
/// </summary>
internal static class Regret
{
    private const double Easing = 0.8;

    /// <summary>Seconds to hold now.</summary>
    public static double Hold(ScaleState state, double startUp, ScaleTuning tuning) => Math.Max(state.HoldSeconds ?? 0, Usual(startUp, tuning));

    /// <summary>Notices regret, and its absence.</summary>
    public static ScaleState Update(ScaleState state, int need, int replicas, double startUp, ScaleTuning tuning, DateTimeOffset now)
    {
        var released = state.Released;
        if (released is not null && (now - released.At).TotalSeconds > Math.Max(600, 3 * startUp))
            state = state with { Released = released = null };
        if (released is not null && need > replicas)
        {
            var doubled = Math.Min(2 * Hold(state, startUp, tuning), Math.Max(tuning.RegretCap, Usual(startUp, tuning)));
            return state with { HoldSeconds = doubled, HoldChangedAt = now, Released = null };
        }

        if (state.HoldSeconds is { } hold && (now - state.HoldChangedAt)?.TotalSeconds > 3 * hold)
        {
            var eased = hold * Easing;
            return state with { HoldSeconds = eased > Usual(startUp, tuning) ? eased : null, HoldChangedAt = now };
        }

        return state;
    }

    /// <summary>Seconds to hold without any experience.</summary>
    public static double Usual(double startUp, ScaleTuning tuning) =>
        Math.Clamp(startUp * startUp / tuning.HoldScale, tuning.ShortestHold, tuning.LongestHold);
}
