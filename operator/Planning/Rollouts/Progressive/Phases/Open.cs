using Slipway.Api;
using Slipway.Planning.Rollouts.Analysis;

namespace Slipway.Planning.Rollouts.Progressive.Phases;

/// <summary>No verdict was reached in the extended time.</summary>
internal static class Open
{
    public static RolloutProgress Decide(RolloutProgress progress, RolloutInput input, DateTimeOffset now)
    {
        var open = progress.Verdicts.FirstOrDefault(Analyst.IsOpen);
        var message = open is null ? "no verdict was reached" : $"{open.Name}: {open.Message}";
        if (open is not { Verdict: MetricVerdict.NoData })
            return Paused(progress, RolloutPauses.Inconclusive, message, now);
        return (input.Policy.Analysis?.OnNoData ?? NoDataActions.Pause) switch
        {
            NoDataActions.Proceed when progress.Phase == RolloutPhase.Shadow => Steps.Shift(progress, input, now),
            NoDataActions.Proceed => Analyzing.Pass(progress, input, now),
            NoDataActions.Abort => progress.Abort(Reasons.NoData, message, now),
            _ => Paused(progress, RolloutPauses.NoData, message, now),
        };
    }

    private static RolloutProgress Paused(RolloutProgress progress, string by, string message, DateTimeOffset now) =>
        progress.Enter(RolloutPhase.Paused, now) with { PausedBy = by, PausedFrom = progress.Phase, Message = message };
}
