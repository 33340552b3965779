using Slipway.Api;

namespace Slipway.Planning.Rollouts.Progressive.Phases;

/// <summary>The new version has everything; the old one stays for a while, whole where there is room.</summary>
internal static class PostBake
{
    public static RolloutProgress Next(RolloutProgress progress, RolloutInput input, DateTimeOffset now)
    {
        var watched = Alarms.Watch(progress, input, now);
        if (watched.Phase != RolloutPhase.PostBake)
            return watched;
        var canary = input.Version(progress.Canary);
        var over = progress.Since + input.Policy.ScaleDownDelay;
        if (canary.Ready < input.Total)
        {
            return now >= over + input.Policy.ProgressDeadline && input.Version(progress.Stable).Ready > canary.Ready
                ? watched.Abort(Reasons.ProgressDeadlineExceeded, $"{canary.Ready} of {input.Total} replicas are ready with all of the traffic", now)
                : watched.Blocked($"{canary.Ready} of {input.Total} replicas are ready");
        }

        return now >= over && input.Serving == progress.Canary ? Complete(watched, now) : watched.Blocked(null);
    }

    /// <summary>The new version is the one to go back to from now on.</summary>
    public static RolloutProgress Complete(RolloutProgress progress, DateTimeOffset now) =>
        progress.Enter(RolloutPhase.Stable, now) with
        {
            Stable = progress.Canary,
            Canary = null,
            Weight = 0,
            Step = 0,
            Fast = false,
            Baseline = null,
            Message = null,
            Proven = [progress.Canary!, .. progress.Proven.Where(known => known != progress.Canary)],
        };
}
