using System.Collections.Immutable;

namespace Slipway.Planning.Autoscaling;

/// <summary>When the last replica may go: after an idle time that earlier idle times, and the cost of starting again, make long enough.</summary>
internal static class ZeroRule
{
    private const int Remembered = 50;

    private const double LongestLearned = 1800;

    // Shorter pauses end no idle time: the rates over a minute have not even fallen to zero.
    private const double ShortestGap = 60;

    public static (ScaleState State, int Wanted, ScaleFacts Facts) Apply(
        ScaleState state, int wanted, ScaleFacts facts, ScaleObservation seen, ScalePolicy policy, double startUp, DateTimeOffset now)
    {
        var isQuiet = seen.Demand is { Queued: 0, InFlight: 0, RateNow: <= 0 };
        if (!isQuiet && state.IdleSince is { } since)
        {
            var gap = (now - since).TotalSeconds;
            var gaps = gap < ShortestGap ? state.IdleGaps : state.IdleGaps.Add(Math.Round(gap));
            state = state with { IdleSince = null, IdleGaps = gaps.Length > Remembered ? gaps.RemoveAt(0) : gaps };
        }
        else if (isQuiet && state.IdleSince is null)
        {
            state = state with { IdleSince = now };
        }

        if (wanted > 0 || seen.Replicas == 0)
            return (state, wanted, facts);
        if ((now - state.IdleSince)?.TotalSeconds >= Patience(state, policy, startUp))
            return (state, 0, facts);
        return (state, 1, facts with { Causes = facts.Causes | ScaleCauses.Idle });
    }

    private static double Patience(ScaleState state, ScalePolicy policy, double startUp)
    {
        if (policy.ScaleToZeroAfter is { } given)
            return given.TotalSeconds;
        var patience = Math.Clamp(5 * startUp, 120, LongestLearned);
        return Usual(state.IdleGaps) is { } usual && usual <= LongestLearned ? Math.Max(patience, 1.15 * usual) : patience;
    }

    private static double? Usual(ImmutableArray<double> gaps) =>
        gaps.IsEmpty ? null : gaps.Sort()[(int)Math.Ceiling(0.95 * gaps.Length) - 1];
}
