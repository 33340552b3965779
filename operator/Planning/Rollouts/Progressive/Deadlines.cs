using Slipway.Api;
using Slipway.Api.Durations;

namespace Slipway.Planning.Rollouts.Progressive;

/// <summary>How long the canary's replicas may take: to find room, and then to become ready.</summary>
internal static class Deadlines
{
    /// <summary>The progress when a deadline has passed; null: none has.</summary>
    /// <param name="progress">In a phase that waits for replicas.</param>
    /// <param name="input">What is known.</param>
    /// <param name="goal">How many replicas are waited for.</param>
    /// <param name="now">The present time.</param>
    public static RolloutProgress? Check(RolloutProgress progress, RolloutInput input, int goal, DateTimeOffset now)
    {
        var canary = input.Version(progress.Canary);
        var policy = input.Policy;
        if (canary.Scheduled < goal)
        {
            // No traffic has moved: the wait for room is one, whether the cluster or the scheduler said that there is none.
            var from = progress is { Weight: 0, Step: 0 } ? progress.StartedAt : progress.Since;
            return now - from < policy.CapacityDeadline
                ? null
                : Passed(
                    progress,
                    policy,
                    Reasons.CapacityDeadlineExceeded,
                    $"no room for {goal} replicas within {GoDuration.Format(policy.CapacityDeadline)}{Blocked(progress)}",
                    now);
        }

        var since = canary.StartingSince > progress.Since ? canary.StartingSince.Value : progress.Since;
        return now - since < policy.ProgressDeadline
            ? null
            : Passed(
                progress,
                policy,
                Reasons.ProgressDeadlineExceeded,
                $"{canary.Ready} of {goal} replicas became ready within {GoDuration.Format(policy.ProgressDeadline)}",
                now);
    }

    /// <summary>What a deadline means: the end, or a word that someone is needed.</summary>
    public static RolloutProgress Passed(RolloutProgress progress, RolloutPolicy policy, string reason, string message, DateTimeOffset now) =>
        policy.AbortAtDeadline ? progress.Abort(reason, message, now) : progress with { Overdue = reason, BlockedBy = message };

    // Once overdue, what holds it up is this very text.
    private static string Blocked(RolloutProgress progress) =>
        progress.BlockedBy is null || progress.Overdue is not null ? "" : $": {progress.BlockedBy}";
}
