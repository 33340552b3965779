using System.Globalization;
using Slipway.Api;
using Slipway.Planning.Rollouts.Analysis;

namespace Slipway.Planning.Rollouts.Progressive;

/// <summary>What ends a rollout in whatever phase, also while it waits for a person.</summary>
internal static class Alarms
{
    private const int MostRestarts = 3;

    /// <summary>The progress on the way back; null: no alarm.</summary>
    public static RolloutProgress? Raise(RolloutProgress progress, RolloutInput input, DateTimeOffset now)
    {
        if (progress.Phase == RolloutPhase.WaitingForCapacity)
            return null;
        var canary = input.Version(progress.Canary);
        if (FastAbort.Check(input.Gateways, progress.Canary!) is { } failing)
            return progress.Abort(Reasons.VersionFailing, failing, now, hard: true);
        if (input.CanaryFailure is { } failure && canary.Ready < canary.Replicas)
            return progress.Abort(failure.Reason, failure.Message, now);
        return canary.Restarts >= MostRestarts
            ? progress.Abort(
                Reasons.CrashLooping,
                string.Create(CultureInfo.InvariantCulture, $"the runtime of a replica was restarted {canary.Restarts} times"),
                now)
            : null;
    }

    /// <summary>The progress with the verdicts of now; on the way back when a metric failed too often.</summary>
    public static RolloutProgress Watch(RolloutProgress progress, RolloutInput input, DateTimeOffset now)
    {
        var looked = Analyst.Look(progress, input, now);
        return Analyst.Broken(looked, input) is { } broken
            ? looked.Abort(Reasons.AnalysisFailed, $"{broken.Name}: {broken.Message}", now)
            : looked;
    }
}
