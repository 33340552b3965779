using System.Collections.Immutable;

namespace Slipway.Planning.Autoscaling;

/// <summary>When the last replica may go: after an idle time that earlier idle times, and the cost of starting again, make long enough.</summary>
internal static class ZeroRule
{
    private const int Remembered = 50;

    private const double LongestLearned = 1800;

    // Shorter pauses end no idle time: the rates over a minute have not even fallen to zero.
    private const double ShortestGap = 60;

    /// <summary>Notes since when nobody asks, and how long that was when somebody does again.</summary>
    public static ScaleState Note(ScaleState state, ScaleObservation seen, DateTimeOffset now)
    {
        var isQuiet = seen.Demand is { Queued: 0, InFlight: 0, RateNow: <= 0 };
        // Before its first request, a model that has just become ready cannot have been idle.
        var isNew = seen.Started.Count > 0 && state.ServiceSeconds is null;
        if (isQuiet)
            return state.IdleSince is null || isNew ? state with { IdleSince = now } : state;
        if (state.IdleSince is not { } since)
            return state;
        var gap = (now - since).TotalSeconds;
        var gaps = gap < ShortestGap ? state.IdleGaps : state.IdleGaps.Add(Math.Round(gap));
        return state with { IdleSince = null, IdleGaps = gaps.Length > Remembered ? gaps.RemoveAt(0) : gaps };
    }

    /// <summary>Whether nobody has asked for as long as the user said: then nothing is held for what was before.</summary>
    public static bool IsOver(ScaleState state, ScalePolicy policy, DateTimeOffset now) => now - state.IdleSince >= policy.ScaleToZeroAfter;

    public static (int Wanted, ScaleFacts Facts) Apply(
        ScaleState state, int wanted, ScaleFacts facts, ScaleObservation seen, ScalePolicy policy, double startUp, DateTimeOffset now)
    {
        if (wanted > 0 || seen.Replicas == 0)
            return (wanted, facts);
        return (now - state.IdleSince)?.TotalSeconds >= Patience(state, policy, startUp)
            ? (0, facts)
            : (1, facts with { Causes = facts.Causes | ScaleCauses.Idle });
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
